# `make run` and `make test` do all the set-up. They need only Python 3.11 or later.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test test-all chaos bench web lock clean
.DEFAULT_GOAL := run

run: .venv/run web
	@$(BIN)/peergraph serve --demo

# ARGS are passed to pytest: `make test ARGS="tests/reading -k cursor"`.
test: .venv/test
	@$(BIN)/python -m tests.everything $(ARGS)

# `make test` runs a random sample of the largest products of values; this runs all of them.
test-all: .venv/test
	@$(BIN)/python -m tests.everything --thorough $(ARGS)

# The tests of faults in their long form: 200 kills, resets, a full disk, and ten times the load. More than an hour.
chaos: .venv/test
	@PEERGRAPH_TEST_CHAOS=1 $(BIN)/python -m pytest -q --thorough tests/faults tests/people/test_kill.py tests/commands/test_restart.py
	@$(BIN)/python -m benchmarks.overload

# Measures generated graphs and peers: about forty minutes, 4 GB of disk; needs an otherwise idle machine.
bench: .venv/test
	@$(BIN)/python -m benchmarks

# Builds the browser assets if their sources changed; the locks include Node.
web: .venv/run
	@$(BIN)/python web/build.py

.venv/run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Peergraph needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: requirements-test.lock .venv/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

# Rewrites the locks from pyproject.toml; needs uv (`pip install uv`).
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
lock:
	@$(LOCK) pyproject.toml --group build -o requirements.lock
	@$(LOCK) pyproject.toml --group build --group test -c requirements.lock -o requirements-test.lock
	@$(LOCK) tests/clients/ariadne/requirements.in -o tests/clients/ariadne/requirements.lock

clean:
	@rm -rf .venv build pages/built web/node_modules *.egg-info .ruff_cache .pytest_cache .hypothesis
