# Everything a fresh Debian machine with Python 3.11 or later needs to run, test and measure Waqai.
# Nothing here needs the network once `make setup` is done.

VENV   := .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PYTHON ?= python3
UV     := uv>=0.8,<1
ROOT   := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TESTERS ?= auto

export UV_PROJECT_ENVIRONMENT := $(VENV)
# A desktop's or a container's own environment is not meant here.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types schema bench train clean

help:  ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMPS)/gazetteer  ## Install into .venv (with the command .venv/bin/waqai) and build the gazetteer

demo: setup  ## Run the main job on the packaged reports and print the incidents
	$(BIN)/waqai demo

test: setup lint types  ## Check style and types, then run all tests
	$(BIN)/pytest -n $(TESTERS)

lint: $(STAMPS)/packages  ## Check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMPS)/packages  ## Check types
	$(BIN)/mypy

bench: setup  ## Measure documents and characters per second, and the cold start
	$(BIN)/python -m bench

GOLD ?= ../shared/gold/gsr
train: setup  ## Train the judge of salience anew from GOLD (assault.jsonl and protest.jsonl)
	$(BIN)/uv sync -q --frozen --inexact --group training
	$(BIN)/python -m training.salience --gold $(GOLD) --out src/waqai/coding/models/salience.json --seed 7

schema: $(STAMPS)/packages  ## Write docs/schema anew from the records
	$(BIN)/waqai schema --write docs/schema

clean:  ## Remove the virtual environment, caches and the demo project
	rm -rf $(VENV) demo-project build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Python with what makes virtual environments. Debian ships the latter apart; apt is asked only where it is missing.
$(STAMPS)/venv:
	@echo "Making the virtual environment $(VENV)."
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		command -v apt-get >/dev/null || { echo "make: install Python 3.11 or later with venv first." >&2; exit 1; }; \
		$(ROOT) apt-get update -q && $(ROOT) apt-get install -y -q --no-install-recommends python3 python3-venv; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "make: $(PYTHON) is older than 3.11. Name another one: make PYTHON=python3.12 setup" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@[ -x $(BIN)/uv ] || $(BIN)/python -m pip install -q --disable-pip-version-check '$(UV)'
	@mkdir -p $(STAMPS) && touch $@

# --inexact: uv itself lies in the environment and is not one of the project's packages. The stamp holds what was installed:
# a file that only looks newer, as after a checkout, needs no network.
$(STAMPS)/packages: $(STAMPS)/venv pyproject.toml uv.lock
	@sha256sum pyproject.toml uv.lock | cmp -s - $@ || { echo "Installing what uv.lock names."; \
		$(BIN)/uv sync -q --frozen --inexact && sha256sum pyproject.toml uv.lock > $@; }
	@touch $@

$(STAMPS)/gazetteer: $(STAMPS)/packages $(wildcard src/waqai/knowledge/tables/*.tsv src/waqai/knowledge/gazetteer*.py)
	$(BIN)/waqai gazetteer info > /dev/null
	@touch $@
