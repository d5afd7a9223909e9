# `make demo` runs the main job, `make test` passes the tests; each sets up what it needs.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MODEL := models/us-intervention
TRAIN := $(BIN)/stance-train data/statements.csv --group-column source --C 16 --min-df 3 --exclude-group seed-article --jobs -1

.PHONY: help setup demo test lint types unit wheel model quality clean

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(VENV)/installed  ## Make the virtual environment and install the package with its development tools

$(VENV)/installed: pyproject.toml hatch_build.py $(wildcard stance/extraction/*.py)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, $(PYTHON) is older: call make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: setup  ## Train on data/, evaluate, and say where each speaker of the seed article stands
	$(TRAIN) --output out/demo-model --overwrite
	$(BIN)/stance evaluate out/demo-model data/challenge.csv
	$(BIN)/stance evaluate out/demo-model data/articles/authored.jsonl
	$(BIN)/stance score seeds --model out/demo-model --level speaker --format table

test: lint types unit wheel  ## Lint, check types, run the tests, build the wheel and test it in a clean environment

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

unit: setup
	$(BIN)/python -m pytest --numprocesses auto

wheel: setup
	rm -rf build/wheel
	STANCE_COMPILE=0 $(BIN)/python -m build --quiet --wheel --outdir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check build/wheel/*.whl
	cd build/wheel && venv/bin/python -I ../../tests/wheel_check.py

model: setup  ## Train the shipped model again
	$(TRAIN) --output $(MODEL) --overwrite

quality: setup  ## Measure the recipe on every labelled set (about half an hour)
	$(BIN)/python benchmarks/stance_quality.py

clean:  ## Remove everything that was made, the environment included
	rm -rf $(VENV) build dist out .pytest_cache .hypothesis .mypy_cache .ruff_cache stance/extraction/*.so
