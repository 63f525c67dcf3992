# Every target works from nothing: the first one run makes the environment, a later one installs nothing.
# Needs make and Python 3.11 or newer; uses uv where it is found, else pip.
#   make run PORT=8600        make test ARGS="tests/charts -x"        make test WORKERS=0        make run PYTHON=/opt/python3.12/bin/python3

PORT ?= 8501
ARGS ?=
# Processes that share the tests, the tests of a file in one; 0 runs them all in this one.
WORKERS ?= auto
# Only this machine reaches the app unless HOST names another address (0.0.0.0 for all).
HOST ?= localhost
# The date that a release bears; that of the last commit unless it is named.
DATE ?=
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
export PYTHON CHROMIUM

PY := .venv/bin/python
ATLAS := .venv/bin/zone-atlas
# As collected, not the files with most tests first: the browser's few tests take longest and must not come last.
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# The stamp's name changes with the requirements, the package's own settings and the folder, and with nothing else.
MARK := $(shell { pwd; cat requirements.txt requirements.in pyproject.toml; } | cksum | cut -d' ' -f1)
READY := .venv/.installed-$(MARK)
BOUNDARIES_READY := .venv/.boundaries-$(shell cat requirements.txt requirements-boundaries.txt | cksum | cut -d' ' -f1)

.DEFAULT_GOAL := help
.PHONY: help install run test check data-check build verify bench boundaries docs release screenshots lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

$(READY):
	@tools/setup.sh $@

install: $(READY) ## make .venv with the pinned packages, and nothing when it is already there

build: $(READY) ## publish the tables and the map from data/, and nothing when they are fresh
	@$(ATLAS) build

run: build ## open the app at http://localhost:8501 (PORT=, HOST=)
	@$(PY) -m streamlit run app.py --server.port $(PORT) --server.address $(HOST) $(ARGS)

test: build ## run the tests (ARGS= goes to pytest, WORKERS=0 for one process); those that drive a browser need Chromium
ifeq ($(strip $(CHROMIUM)),)
	@echo 'No Chromium found: the tests that drive a browser are left out.' >&2
	@echo 'To run them: apt-get install chromium fonts-noto-cjk, or make test CHROMIUM=/path/to/chrome' >&2
	@$(PYTEST) -m 'not browser' $(ARGS)
else
	@$(PYTEST) $(ARGS)
endif

check: $(READY) data-check ## formatting, lint, types and the data
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy src tools

data-check: $(READY) ## name each fault of data/ with its file, row and column
	$(ATLAS) check

verify: $(READY) ## rebuild and compare with data/checksums.txt
	$(ATLAS) build --verify

bench: build ## measure what the design promises
	@$(PY) -m bench $(ARGS)

docs: build ## write docs/data.md anew from the catalogue and the published tables
	@$(PY) tools/write_data_page.py

release: $(READY) ## freeze a dated data package in dist/ (DATE=2026-01-31; that of the last commit by default)
	@$(PY) tools/release.py $(if $(DATE),--date $(DATE))

screenshots: build ## photograph every page in both languages
	@$(PY) tools/screenshots.py $(ARGS)

$(BOUNDARIES_READY): $(READY)
	@tools/setup.sh $@ requirements-boundaries.txt

boundaries: $(BOUNDARIES_READY) ## make data/boundaries/ anew from the Tianditu polygons
	$(PY) tools/make_boundaries.py

lock: ## resolve requirements*.in anew (needs uv); one version for every Python from 3.11 on
	uv pip compile requirements-dev.in -o requirements.txt $(LOCK)
	uv pip compile requirements-boundaries.in -o requirements-boundaries.txt $(LOCK)
LOCK := --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command 'make lock' $(ARGS)

clean: ## remove what was built and cached (.venv stays)
	rm -rf published static/*.json build dist .pytest_cache .mypy_cache .ruff_cache src/*.egg-info
	find app.py pages src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
