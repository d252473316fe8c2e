# anban: one manuscript, a print edition and an ebook edition.
# `make book` builds the book in manuscript/; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Debian 12: what WeasyPrint loads, the fonts the themes name, the profile of a press, poppler for the
# tests. Python's venv and Java (for EPUBCheck) are asked for only where no other Python or Java has
# them.
DEBIAN := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
	fonts-sil-gentiumplus fonts-noto-core fonts-vollkorn libgs-common poppler-utils

# The versions of everything that pip installs: what the bytes of a book depend on.
CONSTRAINTS := .ci/constraints.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS)

.PHONY: help book test check check-epub browser bench mutants engine-diff picture packages setup constraints system clean

help:
	@echo "make book     build the editions of manuscript/ into output/"
	@echo "make test     run the tests, with their coverage"
	@echo "make check    ruff and mypy"
	@echo "make check-epub  every checker on the EPUB, and real readers that open it"
	@echo "make bench    time builds of books of three sizes, beside WeasyPrint alone"
	@echo "make engine-diff VERSION=69.0  say what another release of WeasyPrint would break"
	@echo "make mutants  see whether the tests find small faults in the core, MUTANTS=n in each module"
	@echo "make picture  remake the pictures in the README from output/"
	@echo "make packages redraw the picture in CONTRIBUTING.md from the imports"
	@echo "make setup    install what is missing: Debian packages, Python packages in $(VENV)"
	@echo "make constraints  pin the newest versions that pyproject.toml allows, in $(CONSTRAINTS)"
	@echo "make clean    remove what was built and what was installed here"

book: setup
	@$(BIN)/anban build --validate

test: setup
	@$(BIN)/pytest -q -n 2 --cov --cov-report=term:skip-covered

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# Ace, vnu, stylelint and two readers come from npm, in the versions of .ci/package-lock.json.
NODE_MODULES := .ci/node_modules

check-epub: setup $(NODE_MODULES)/.installed
	@export PATH="$$PWD/$(NODE_MODULES)/.bin:$$PATH"
	$(BIN)/anban check --external --strict
	$(BIN)/pytest -q tests/readers --readers

$(NODE_MODULES)/.installed: .ci/package-lock.json | browser
	@echo "installing the checkers and readers into $(NODE_MODULES)"
	@npm ci --prefix .ci --silent
	@touch $@

browser:
	@missing=()
	command -v node >/dev/null || missing+=(nodejs)
	command -v npm >/dev/null || missing+=(npm)
	command -v chromium >/dev/null || missing+=(chromium)
	if [ $${#missing[@]} -gt 0 ] && ! command -v dpkg-query >/dev/null; then
		echo "install these first: Node 18 or newer with npm, and Chromium (not here: $${missing[*]})"
		exit 1
	fi
	test $${#missing[@]} -eq 0 || .ci/install "$${missing[@]}"

bench: setup
	@$(PIP) -e '.[bench]'
	$(BIN)/python -m tests.bench.bench --date "$$(date +%F)"

# How many small faults are made in each core module, and the seed that draws them.
MUTANTS := 5
SEED := 11

mutants: setup
	@$(BIN)/python -m tests.mutants.mutants --each $(MUTANTS) --seed $(SEED)

packages: setup
	@$(BIN)/python .ci/draw_packages.py

engine-diff: setup
	@test -n "$(VERSION)" || { echo "say which release: make engine-diff VERSION=69.0" >&2; exit 2; }
	$(BIN)/python -m tests.engine.diff "$(VERSION)"

# The left one of the two facing pages that the README shows, counted from the first of the PDF.
VERSO := 30

picture: book
	@pages=$$(mktemp -d)
	pdftoppm -gray -scale-to-x 776 -scale-to-y -1 -f $(VERSO) -l $$(($(VERSO) + 1)) \
		output/*-archive.pdf "$$pages/page"
	$(BIN)/python .ci/picture.py "$$pages"/page-*.pgm .ci/readme-spread.png
	rm -r "$$pages"
	pdftoppm -png -scale-to-x 1000 -scale-to-y -1 -singlefile output/*-paperback-cover.pdf .ci/readme-cover

setup: system $(STAMP)

$(STAMP): pyproject.toml $(CONSTRAINTS)
	@echo "installing the Python packages into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) -e '.[dev]'
	@touch $@

constraints:
	@PYTHON=$(PYTHON) .ci/freeze > $(CONSTRAINTS).new
	mv $(CONSTRAINTS).new $(CONSTRAINTS)
	git --no-pager diff --stat -- $(CONSTRAINTS) || true

system:
	@if ! command -v dpkg-query >/dev/null; then
		test -e $(STAMP) || echo "$$ELSEWHERE"
		exit 0
	fi
	missing=()
	for package in $(DEBIAN); do
		status=$$(dpkg-query -W -f '$${db:Status-Status}' "$$package" 2>/dev/null || true)
		test "$$status" = installed || missing+=("$$package")
	done
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
	command -v java >/dev/null || missing+=(default-jre-headless)
	test $${#missing[@]} -eq 0 || .ci/install "$${missing[@]}"

define ELSEWHERE
This is not Debian or a system like it, so nothing is installed for you. anban needs Python 3.11 or
newer, Pango 1.50 or newer with HarfBuzz, fontconfig, the fonts Gentium Book Plus, Noto Serif, Noto
Sans and Vollkorn, Ghostscript's colour profiles, Java 17 for EPUBCheck, and poppler's pdftotext for
the tests.
endef
export ELSEWHERE

clean:
	@if [ -x $(BIN)/anban ] && [ -e manuscript/book.toml ]; then $(BIN)/anban clean; fi
	@rm -rf $(VENV) $(NODE_MODULES) src/anban.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
