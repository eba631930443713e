# The workshop. Everything is set up in .venv, from the locks, each file checked against its hash.
# Needs make and Python 3.11, 3.12 or 3.13. `make help` lists the targets.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SUITABLE := import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))

# The Python that the virtual environment is made with: the first suitable one, or yours (make graph PYTHON=/some/python3).
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" -c '$(SUITABLE)' >/dev/null 2>&1 && command -v "$$name" && break; done)
# More for pytest: make test ARGS="-k readme"
ARGS ?=
# More for the lock: make lock UPGRADE=--upgrade takes the newest versions.
UPGRADE ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help graph sample test hostile check faults properties lint types architecture format lock readme picture benchmarks fuzz web clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

graph: $(VENV)/.graph ## Set up, build the graph of data/ into output/, and say where it is
	$(BIN)/fintech-kg build data/ --output output/

sample: graph ## Rebuild the committed sample output (the same as graph)

test: $(VENV)/.dev ## Set up what the tests need and run them
	$(BIN)/pytest --numprocesses auto --dist loadfile $(ARGS)

hostile: $(VENV)/.dev ## Read some 2,600 malformed files of all formats and say what became of them (minutes)
	$(BIN)/python -m tests.hostile.campaign $(ARGS)

check: lint types architecture test ## All that is checked: format, lint, types, the laws of the rooms, tests

properties: $(VENV)/.dev ## Build thousands of hostile folders and prove what comes out (hours); make properties EXAMPLES=200
	HYPOTHESIS_PROFILE=long EXAMPLES=$(EXAMPLES) $(BIN)/pytest -n 0 tests/properties $(ARGS)

EXAMPLES = 2000

faults: $(VENV)/.dev ## Kill builds, removals and exports a thousand times (an hour); make faults KILLS=100 SEED=7
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.faults.campaign --kills $(KILLS) --seed $(SEED)

KILLS = 1000
SEED = 1

lint: $(VENV)/.dev ## Check format and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev ## Check types (mypy --strict)
	$(BIN)/mypy

architecture: $(VENV)/.dev ## Check that each room imports only what it may
	$(BIN)/lint-imports

format: $(VENV)/.dev ## Put the code in its format and mend what lint can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev ## Write the locks again from pyproject.toml
	$(BIN)/uv $(LOCKING) --group setup --output-file requirements.lock
	$(BIN)/uv $(LOCKING) --group dev --constraint requirements.lock --output-file requirements-dev.lock

LOCKING = pip compile pyproject.toml $(UPGRADE) --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --custom-compile-command "make lock"

readme: $(VENV)/.dev ## Write the real output into the README's excerpts again
	$(BIN)/python tools/readme.py

picture: ## Take the README's picture of output/graph.html again (needs Chromium)
	chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars \
		--user-data-dir="$$(mktemp -d)" --window-size=1600,940 --virtual-time-budget=8000 \
		--screenshot=docs/graph.png "file://$(CURDIR)/output/graph.html#$(PICTURED)"

# The thing that is chosen in the picture.
PICTURED = organisation%2Fquillmere

benchmarks: $(VENV)/.dev ## Measure reading, assembly, writing, loading, queries, updates, memory, starting, at small sizes
	for one in extract assemble write load query update build_memory verify start; do \
		$(BIN)/python benchmarks/$$one.py || exit 1; echo; done

# How long each reader is fuzzed, in seconds, and which: make fuzz SECONDS=600 FORMATS=".pdf .docx"
SECONDS ?= 60
FORMATS ?= .html .mhtml .pdf .docx .pptx .odt .rtf .eml .epub .xml

fuzz: $(VENV)/.dev ## Fuzz the readers for SECONDS each (Linux)
	for format in $(FORMATS); do echo "== $$format"; \
		$(BIN)/python fuzz/readers.py $$format -max_total_time=$(SECONDS) -print_final_stats=1 || exit 1; done

web: ## Build the explorer's page again from web/ (needs Node 20 and npm)
	cd web && npm ci && npm run check && npm run build

clean: ## Remove the virtual environment and all that can be made again, but not output/
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@test -n "$(PYTHON)" || { \
		echo "fintech_kg needs Python 3.11, 3.12 or 3.13 with venv and pip, and found none as python3.13, python3.12," >&2; \
		echo "python3.11 or python3. Install one (on Debian and Ubuntu: apt install python3 python3-venv), or name one:" >&2; \
		echo "make graph PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.graph: requirements.lock pyproject.toml $(VENV)/.made
	@echo "Setting up $(VENV) from $<; the first time this takes a minute or two."
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The lock of the tests holds all of the other lock, so that one set-up serves both.
$(VENV)/.dev: requirements-dev.lock requirements.lock pyproject.toml $(VENV)/.made
	@echo "Setting up $(VENV) from $<; the first time this takes a minute or two."
	@$(PIP) install --require-hashes --requirement $<
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.graph $@
