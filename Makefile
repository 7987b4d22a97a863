# What a person or a machine does with Palace; `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON_BIN := .venv/bin/python
ARGS ?=
# Each process has a screen and a model of its own; files stay together, for they share palaces. The
# long ones are in the first folders: in their own order neither process waits long for the other.
PARALLEL ?= -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help run test setup setup-tests lint types bench shots gallery translations constraints clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## Open the sample palace (made on first use); without a display, draw pictures of it
	@$(PYTHON_BIN) -m palace sample

test: setup-tests ## Run every test, in two processes; choose some with ARGS="tests/cli -k import"
	@$(PYTHON_BIN) -m pytest $(PARALLEL) $(ARGS)

setup: ## Make .venv ready to run Palace
	@packaging/setup.sh run

setup-tests: ## Make .venv ready to run the tests as well
	@packaging/setup.sh test

lint: setup ## Check style, types and the layers
	@$(PYTHON_BIN) -m ruff check .
	@$(PYTHON_BIN) -m ruff format --check .
	@$(PYTHON_BIN) -m mypy --strict
	@.venv/bin/lint-imports

bench: setup ## Measure what docs/benchmarks.md speaks of
	@$(PYTHON_BIN) -m benchmarks $(ARGS)

shots: setup ## Draw the README's pictures anew from the sample palace
	@$(PYTHON_BIN) -m palace sample --no-window --pictures docs/pictures

gallery: setup-tests ## Draw the manual's pictures of the window anew, some two dozen states
	@$(PYTHON_BIN) packaging/gallery.py docs/pictures/gallery

translations: setup ## Bring the translations in line with the texts; begin one with ARGS=fr
	@$(PYTHON_BIN) packaging/translations.py $(ARGS)

constraints: ## Write constraints.txt anew from .venv
	@packaging/freeze.sh

clean: ## Take away .venv and all caches
	rm -rf .venv .setup.lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
