# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
SHARED := -n 2 --dist loadgroup
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo quick style test test-all bench docs page clean

.venv/user: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/test: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ .venv/user

demo: .venv/user ## Build the bundled study, print its headline findings, write every result and the explorer to demo
	@rm -rf demo
	$(BIN)/graphmodel example demo/study
	$(BIN)/graphmodel findings demo/study --results demo/results
	$(BIN)/graphmodel page demo/study -o demo/study.html

quick: .venv/test ## Tests in a minute: the embedded engine, no server, no browser, no other process
	$(BIN)/pytest $(SHARED) --hypothesis-profile quick -m "not (server or browser or process or slow or exhaustive)"

test: .venv/test style ## Style, types, import contracts; tests with one Neo4j server and a browser
	$(BIN)/pytest $(SHARED) -m "not exhaustive"

test-all: .venv/test style ## Every test: a second Neo4j server, many more drawn studies, every size of page
	$(BIN)/pytest $(SHARED) --hypothesis-profile all

style: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/test ## Ratios against named peers; see benchmarks/README.md
	$(BIN)/python -m benchmarks

page: ## The explorer page's script and style, from their sources in viz/page (needs Node)
	cd viz/page && npm ci --no-audit --no-fund && npm run build

docs: .venv/test ## The pages that are made from the code
	$(BIN)/python docs/generate.py

clean:
	rm -rf .venv demo dist build
