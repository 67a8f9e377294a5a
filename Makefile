# Two targets matter: `make run` and `make test`. README shows the plain commands behind both.
PYTHON ?= python3
WORKSPACE ?=
BIN := .venv/bin

.PHONY: run test bench worlds lint clean

run: .venv/running
	$(if $(WORKSPACE),REVFLOW_WORKSPACES="$(WORKSPACE)") $(BIN)/python -m streamlit run app.py

test: .venv/testing
	$(BIN)/python tests/browser_ready.py
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: .venv/testing
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.encodings
	$(BIN)/python -m benchmarks.opening

# Scores the verdict over simulated companies with a known fault: an hour or so.
worlds: .venv/testing
	$(BIN)/python -m simulation make worlds --families faults,sound,hard,hard_sound,dirty --seeds 1:13
	$(BIN)/python -m simulation score worlds

lint: .venv/testing
	$(BIN)/ruff check .
	$(BIN)/mypy

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "RevFlow needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv

.venv/running: requirements.txt .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/testing: requirements-dev.txt .venv/running
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv
