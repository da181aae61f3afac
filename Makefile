# Every verb of the project; `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

BIN := .venv/bin
TOOL := .venv/tool
UV := $(TOOL)/bin/uv
STAMPS := .venv/stamps
# An environment that once got the developer's packages keeps them.
LOCK := $(if $(wildcard $(STAMPS)/dev),dev,runtime)
BUILT := panggung/web/static/built/manifest.json
WORDS := $(patsubst %.po,%.mo,$(wildcard panggung/locale/*/LC_MESSAGES/*.po))
NPM := PATH="$(CURDIR)/.venv/node:$$PATH" npm
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header $(if $(UPGRADE),--upgrade)

export UV_NO_PROGRESS := 1

.PHONY: help setup dev run demo test check bench services services-stop lock words clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "make %-14s %s\n", $$1, $$2}'

setup: $(STAMPS)/$(LOCK) $(BUILT) $(WORDS) ## Python and npm packages, front end, translations; fast when nothing changed

dev: $(STAMPS)/dev $(BUILT) $(WORDS) ## the same with what tests and checks need

run: setup ## the filled demo on http://127.0.0.1:8000; CLIPS=dir takes your own videos
	PANGGUNG_DEMO=1 $(BIN)/panggung run $(if $(CLIPS),--clips "$(CLIPS)")

demo: setup ## the main job once, from upload to a counted view, with a report in var/demo.json
	$(BIN)/panggung demo

test: dev ## all tests that this machine can run, on PostgreSQL and SQLite; PANGGUNG_SKIP_SERVICES=1 installs nothing
	$(BIN)/python -m scripts.run_tests

check: dev ## format, lint, types, floors, templates, translations, secrets, audit; ONLY=types,lint
	$(BIN)/python -m scripts.check $(if $(ONLY),--only $(ONLY))

bench: setup ## the measured goals, one JSON line each; ONLY=B1,B12
	@$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

services: $(STAMPS)/$(LOCK) ## starts the servers of the tests on loopback, state in var/services
	$(BIN)/python -m scripts.services start

services-stop: ## ends exactly those
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m scripts.services stop; fi

lock: $(STAMPS)/node ## renews locks/ and package-lock.json after a change; UPGRADE=1 takes newer versions
	$(COMPILE) pyproject.toml -o locks/runtime.txt
	$(COMPILE) pyproject.toml --group dev -c locks/runtime.txt -o locks/dev.txt
	$(COMPILE) --group node -o locks/node.txt
	$(COMPILE) --python-version 3.11 -c locks/dev.txt locks/tool.in -o locks/tool.txt
	$(NPM) install --package-lock-only --ignore-scripts

words: dev ## writes new texts of code and templates into panggung/locale for the translator
	$(BIN)/python -m scripts.translations update

clean: ## removes what set-up made; var/ (all state) stays
	rm -rf .venv node_modules panggung/web/static/built .mypy_cache .ruff_cache .import_linter_cache

$(STAMPS)/tool: locks/tool.txt scripts/python.sh
	python=$$(sh scripts/python.sh) && "$$python" -m venv --without-pip .venv && "$$python" -m venv $(TOOL)
	$(TOOL)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@mkdir -p $(@D) && touch $@

# The tools' own hatchling builds the editable wheel, so that no build environment is fetched.
$(STAMPS)/runtime $(STAMPS)/dev: $(STAMPS)/%: locks/%.txt pyproject.toml $(STAMPS)/tool
	$(UV) pip sync --quiet --require-hashes --python .venv $<
	$(TOOL)/bin/python -m hatchling build -t wheel:editable -d $(STAMPS)/wheel
	$(UV) pip install --quiet --no-deps --python .venv $(STAMPS)/wheel/panggung-*.whl
	@touch $@

$(STAMPS)/node: locks/node.txt scripts/node.sh $(STAMPS)/tool
	sh scripts/node.sh .venv/node $(TOOL)
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc $(STAMPS)/node
	$(NPM) ci --loglevel=error
	@touch $@

$(BUILT): node_modules/.stamp vite.config.ts $(shell find frontend)
	$(NPM) run --silent build -- --logLevel warn
	@touch $@

%.mo: %.po scripts/translations.py $(STAMPS)/tool
	$(TOOL)/bin/python -m scripts.translations compile $<
