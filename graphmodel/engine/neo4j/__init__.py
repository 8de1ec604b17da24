"""The second engine: a study on a Neo4j server, for teams that share it or outgrow one machine.

``address`` says which server and who asks; ``connection`` speaks to it and words its failures;
``state`` is what the database itself says of the study it holds; ``schema``, ``rows`` and
``load`` write it; ``reading`` is the engine.
"""
