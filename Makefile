# Every task of this repository; `make help` lists them. PYTHON is the only thing a machine must
# bring: any CPython from 3.11. Everything else is installed from requirements/, by hash.

PYTHON  ?= python3
WORKERS ?= 2
TESTS   ?= tests

VENV := .venv
BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check --quiet

# A file's tests share what they made, so they stay together; in our order, the longest first.
BY_FILE := --dist loadfile --no-loadscope-reorder

# How PostgreSQL, Chromium and the like come to be there is told in tools/debian-packages.
WITHOUT_SERVERS := not browser and not postgresql and not slow

.DEFAULT_GOAL := help
.PHONY: help serve test test-quick bench ladder year check format assets words lock clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The environment is as new as its lock: a changed lock makes a new one, so that nothing an older
# lock brought can linger. Nothing is resolved here: what the lock does not name is refused.
$(VENV)/run.stamp: requirements/run.txt requirements/build.txt
	@$(PYTHON) tools/python-check
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

serve: $(VENV)/run.stamp ## Serve the demo council: intake, desk, statistics and the watch
	@$(BIN)/python tools/serve

test: $(VENV)/test.stamp ## Run every test, browser and PostgreSQL included
	tools/debian-packages
	tools/nu-checker
	$(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) --database=postgresql tests/intake tests/desk
	$(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) $(TESTS)

test-quick: $(VENV)/test.stamp ## Run the tests that need neither a browser nor PostgreSQL
	$(BIN)/python -m pytest -n $(WORKERS) $(BY_FILE) -m "$(WITHOUT_SERVERS)" $(TESTS)

bench: $(VENV)/test.stamp ## Measure what is promised (docs/benchmarks.md); QUICK=1: a trial
	-tools/debian-packages # without PostgreSQL its figures say that they are missing
	$(BIN)/python -m bench $(if $(filter 1,$(QUICK)),--quick)

ladder: $(VENV)/test.stamp ## Watch what happens to a report that nobody answers, mail by mail
	@$(BIN)/python -m tests.support.ladder

year: $(VENV)/test.stamp ## Live through a simulated year of reports, and print what came of it
	$(BIN)/python -m pytest --durations=0 tests/year

check: $(VENV)/test.stamp ## Lint, check types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/shellcheck .ci/run $$(grep -lE '^#!.*(bash|sh)$$' tools/*)
	$(BIN)/hadolint Dockerfile

format: $(VENV)/test.stamp ## Lay the code out as `make check` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

assets: ## Build the style sheets under reporting/static/ again (needs Node.js)
	assets/build

words: $(VENV)/test.stamp ## Write the template of all public sentences, and bring the catalogues up to it
	$(BIN)/python -m tests.support.words

lock: ## Write requirements/ again from pyproject.toml (needs uv)
	tools/lock

clean: ## Remove what make made; an instance stays
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
