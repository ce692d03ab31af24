# Each target sets up what it needs; `make` alone says what there is.
# Nothing is asked of the machine but Python 3.11 or newer with venv, make and git.

SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
# Where byte code is forbidden, each of the hundreds of processes that tests start reads all anew.
export PYTHONDONTWRITEBYTECODE :=
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
# Tests in a browser and those that kill processes wait more than they compute.
AT_ONCE := $(shell expr $(CORES) + 1)

.PHONY: help run test quick check bench messages setup setup-dev setup-bench browser lock clean

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: setup ## set up and serve the demo city on one port
	@exec $(BIN)/citizenspring run

test: setup-dev browser check ## set up and run every check and every test, in a real browser too
	@$(BIN)/pytest -q -n $(AT_ONCE) --dist worksteal

quick: setup-dev ## the tests that answer in under a minute
	@$(BIN)/ruff check -q .
	@$(BIN)/pytest -q -n $(CORES) --dist worksteal -m "not slow and not browser"

check: setup-dev ## format, lint, layers, types, migrations, translations
	@$(BIN)/ruff format -q --check .
	@$(BIN)/ruff check -q .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(BIN)/citizenspring check --code
	@$(BIN)/python -m citizenspring.common.catalogues check

bench: setup-bench ## measure beside the peers; bench/README.md says what
	@for part in bench/[a-z]*.py; do echo "== $$part"; $(BIN)/python $$part || exit 1; done

messages: setup-dev ## bring the catalogues up to the sentences in the code
	@$(BIN)/python -m citizenspring.common.catalogues extract
	@$(BIN)/python -m citizenspring.common.catalogues compile
	@$(BIN)/python -m citizenspring.common.catalogues check

setup: ## make .venv with what the platform runs on
	@sh tools/setup.sh requirements.lock

setup-dev:
	@sh tools/setup.sh requirements-dev.lock

setup-bench: setup-dev
	@sh tools/setup.sh requirements-bench.lock

browser:
	@sh tools/browser.sh

lock: setup-dev ## choose the versions anew, from pyproject.toml
	@sh tools/lock.sh

clean: ## remove what `make` made, never var/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
