"""Studies that people, programs and accidents have changed: see ``mutants`` and ``make fuzz``."""
