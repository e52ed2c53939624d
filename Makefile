# `make demo` shows what ropa does; `make test` proves it. Both set up everything they need in .venv.
PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: demo test lint benchmarks lock clean help

help: ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: .venv/.ready ## the main job on data/: results in out/, pages on http://127.0.0.1:8000
	$(BIN)/ropa demo --output out

test: .venv/.ready lint ## everything that must hold
	$(BIN)/pytest -n 2

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

benchmarks: .venv/.ready ## ratios against peers in one run; ROPA_BENCHMARK_RECORDS=100 for a try
	for script in $(filter-out tests/benchmarks/test_%,$(wildcard tests/benchmarks/[a-z]*.py)); do $(BIN)/python $$script || exit 1; done

lock: ## renew requirements.lock from pyproject.toml
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-emit-index-url --quiet --output-file requirements.lock

clean:
	rm -rf .venv out build dist
