# Everything works in .venv/, which is made anew when the lock or the project's metadata changed.
# PYTHON=... chooses the interpreter; else the first of these that is new enough and has venv and pip.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14; do \
	if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$python; break; fi; done)
WORKERS ?= 4
# How long `make test-all` takes on two processor cores, in minutes; as measured.
TEST_ALL_MINUTES := 36

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
STAMP := .venv/.installed

.PHONY: help install browser demo test test-all lint format lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1@\2/p' Makefile | awk -F@ '{ printf "%-16s%s\n", $$1, $$2 }'

install: $(STAMP) ## Make or renew .venv from the locked requirements

demo: browser ## Run against the recorded portals; TENANTS=25 JOBS=4 for a fleet
	$(PY) -m runbook demo $(if $(TENANTS),--tenants '$(TENANTS)') $(if $(JOBS),--jobs '$(JOBS)')

test: browser ## Run the tests; ARGS='-k name' narrows them down
	@$(PY) -m tests.helpers.postgres
	$(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-all: browser ## Run everything, which takes long: every fault and kill point, examples at random; SEED=n repeats a run
	@echo 'This takes about $(TEST_ALL_MINUTES) minutes: every fault at every step, every kill point, every look of the' \
		'portals, second runs, and 1000 random examples of each property.'
	@$(PY) -m tests.helpers.postgres
	@seed=$(or $(SEED),$$($(PY) -c 'import secrets; print(secrets.randbelow(2**32))')); \
		echo "The random examples and the order of the tests come from SEED=$$seed"; \
		$(PY) -m pytest -n $(WORKERS) --dist worksteal --everything --hypothesis-profile=random \
			--hypothesis-seed=$$seed --randomly-seed=$$seed $(ARGS) || { status=$$?; \
		echo "To see a failure again: make test-all SEED=$$seed ARGS='-k NAME'" >&2; exit $$status; }

lint: $(STAMP) ## Check style, format and types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

format: $(STAMP) ## Format the code and fix what can be fixed
	$(PY) -m ruff check --fix-only
	$(PY) -m ruff format

lock: $(STAMP) ## Renew requirements.txt after a change of pyproject.toml; UPGRADE=1 takes newer releases
	.venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' --quiet \
		$(if $(UPGRADE),--upgrade) --output-file requirements.txt

clean: ## Remove .venv, caches and build products; runs/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist test-results
	find runbook pages recordings tests -name __pycache__ -type d -prune -exec rm -rf {} +

browser: $(STAMP)
	@$(PY) -m runbook.browser.install

# The stamp is written last: an installation that was interrupted is done again from the start.
$(STAMP): requirements.txt pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer with venv and pip is needed' \
		'(on Debian: apt-get install python3 python3-venv).' >&2; exit 1; }
	@echo 'Installing the locked packages into .venv/, which takes about a minute ...'
	@rm -f $@
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --require-hashes --requirement requirements.txt
	$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@
