# Each target does what it needs from nothing; `make help` lists them.

PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
# The oldest supported Python first: it is the one the shipped tables were made with.  Each candidate is run, not
# just looked for, because a version manager's stand-in may be on PATH without a Python behind it.
PYTHON ?= $(shell for candidate in python3.11 python3.12 python3.13 python3.14 python3 python; do \
  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
  command -v "$$candidate"; break; fi; done)
UV := $(shell command -v uv 2>/dev/null)
STAMP := $(VENV)/.installed-$(shell cat requirements.txt pyproject.toml | cksum | cut -d ' ' -f 1)
BOUNDARIES_STAMP := $(STAMP)-boundaries
LOCK := uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url

ifdef UV
INSTALL := "$(UV)" pip install --quiet --python $(BIN)/python
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.PHONY: help run test check build bench boundaries screenshots data-check lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-13s%s\n", $$1, $$2 }' Makefile

run: build ## Start the app (PORT=8501)
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: build ## Run the tests
	$(BIN)/python -m pytest

check: $(STAMP) ## Formatting, lint, types and the data
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src tools
	$(BIN)/zone-atlas check

build: $(STAMP) ## Publish tables and map geometry; skipped when nothing changed
	$(BIN)/zone-atlas build

bench: build ## Run the benchmarks
	$(BIN)/python -m bench

boundaries: $(BOUNDARIES_STAMP) ## Make data/boundaries anew from the source polygons
	$(BIN)/python tools/make_boundaries.py

screenshots: build ## Photograph the pages
	$(BIN)/python tools/screenshots.py

data-check: $(STAMP) ## Check the data and compare a rebuild with data/checksums.txt
	$(BIN)/zone-atlas check
	$(BIN)/zone-atlas build --verify

lock: ## Pin requirements anew after a change to a .in file (needs uv)
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-boundaries.in --output-file requirements-boundaries.txt

clean: ## Remove build output and caches; the environment stays
	rm -rf published build dist .pytest_cache .mypy_cache .ruff_cache
	rm -f static/*.json
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(STAMP): requirements.txt pyproject.toml
	@$(ensure_environment)
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q $(VENV)/lib src || true
	@rm -f $(VENV)/.installed-*
	@touch $@

$(BOUNDARIES_STAMP): $(STAMP) requirements-boundaries.txt
	$(INSTALL) --require-hashes -r requirements-boundaries.txt
	@touch $@

# An environment that runs on 3.11 or later is kept; anything else under that name is replaced.
define ensure_environment
if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
  if [ -z "$(PYTHON)" ]; then \
    echo "Python 3.11 or later was not found; install it or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; \
  fi; \
  echo "making $(VENV) with $(PYTHON)"; rm -rf $(VENV); \
  if [ -n "$(UV)" ]; then "$(UV)" venv --quiet --python "$(PYTHON)" $(VENV); \
  else "$(PYTHON)" -m venv $(VENV) || { \
    echo "Python's venv module failed; on Debian and Ubuntu: apt-get install python3-venv (or install uv)" >&2; exit 1; }; \
  fi; \
fi; \
if [ -z "$(UV)" ]; then $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; fi
endef
