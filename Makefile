# Two commands do everything on a fresh machine: `make demo` and `make test`.
# tasks.py holds the tasks themselves and also runs where there is no make: `python tasks.py demo`.
PYTHON ?= python3

.PHONY: demo quick test test-all fuzz style bench page docs pictures clean

demo quick test test-all fuzz style bench page docs pictures clean:
	@$(PYTHON) tasks.py $@
