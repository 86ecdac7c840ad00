# The verbs of the project. `make` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUN_NEEDS := babel defusedxml jinja2 openpyxl ortools pyarrow pypdfium2 python-docx pyyaml rich ruamel-yaml selectolax \
	shapely hatchling editables
TEST_NEEDS := cel-expr-python cel-python holidays hypothesis jsonschema pytest spiffworkflow
CHECK_NEEDS := codespell import-linter mypy ruff types-babel types-openpyxl types-pyyaml types-shapely
DOCS_NEEDS := mkdocstrings mkdocstrings-python zensical
BENCH_NEEDS := common-expression-language rule-engine zen-engine

.DEFAULT_GOAL := help
.PHONY: help setup demo test night check lint types contracts docs fmt mutants bench pins clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "%-10s %s\n", $$1, $$2}'

$(VENV)/run: constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("zonewright needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@# pip itself first, at its pinned version: older ones do not read hashes in constraints
	sed -n '/^pip==/,/[^\\]$$/p' constraints.txt > $(VENV)/pip.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(VENV)/pip.txt
	$(PIP) $(RUN_NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/run
	$(PIP) $(TEST_NEEDS)
	@touch $@

$(VENV)/check: $(VENV)/test
	$(PIP) $(CHECK_NEEDS)
	@touch $@

$(VENV)/docs: $(VENV)/run
	$(PIP) $(DOCS_NEEDS)
	@touch $@

$(VENV)/bench: $(VENV)/test
	$(PIP) $(BENCH_NEEDS)
	@touch $@

setup: $(VENV)/run ## make the environment in .venv

demo: $(VENV)/run ## draft a pack from a Chinese text; a made-up zone with amounts; the Changchun pack with six samples and out/report.html
	$(BIN)/zonewright draft tests/corpora/zh_measures.txt -o out/draft
	$(BIN)/zonewright demo packs/example-zone --out out/example-zone
	$(BIN)/zonewright demo packs/changchun --out out
	$(BIN)/zonewright case simulate packs/changchun/procedures/korean-travel-company.yaml \
	  packs/changchun/scenarios/korean-travel-company/corrected.yaml -o out/case.svg
	$(BIN)/zonewright procedure diagram packs/changchun korean-travel-company --lang ko -o out/procedure.svg
	$(BIN)/zonewright layout examples/layout-sample -o out/layout --steps 20

test: $(VENV)/test ## run the tests
	$(BIN)/python -m pytest -q

night: $(VENV)/test ## run the properties at length (100,000 cases where verdicts must not flip)
	HYPOTHESIS_PROFILE=night $(BIN)/python -m pytest -q tests/properties

lint: $(VENV)/check ## style, spelling, import contracts
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src
	$(BIN)/codespell src tests docs README.md ARCHITECTURE.md CONTRIBUTING.md
	$(BIN)/lint-imports

types: $(VENV)/check ## strict types
	$(BIN)/mypy

docs: $(VENV)/docs ## build the documentation into site/
	$(BIN)/zensical build --clean --strict

check: test lint types docs ## all of the above

fmt: $(VENV)/check ## format the code
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src

mutants: $(VENV)/test ## hand-made mutants of judge, parser and compiler must die
	$(BIN)/python tests/mutants.py

bench: $(VENV)/bench ## matching, questions, packages, reading and cases, beside other engines, orders and annotations
	$(BIN)/python -m benchmarks.match_one
	$(BIN)/python -m benchmarks.questions
	$(BIN)/python -m benchmarks.package
	$(BIN)/python -m benchmarks.interpret
	$(BIN)/python -m benchmarks.cases

pins: $(VENV)/run ## pin the newest versions, with hashes, in constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate --output-file constraints.txt pins.in

clean: ## remove what the verbs made
	rm -rf $(VENV) out site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
