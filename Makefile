# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test bench docs page clean

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

test: .venv/test ## Style, types, import contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: .venv/test ## Ratios against named peers; see benchmarks/README.md
	$(BIN)/python -m benchmarks

page: ## The explorer page's script and style, from their sources in viz/page (needs Node)
	cd viz/page && npm ci --no-audit --no-fund && npm run build

docs: .venv/test ## The pages that are made from the code
	$(BIN)/python docs/generate.py

clean:
	rm -rf .venv demo dist build
