# `make run` and `make test` do all set-up themselves; see README.md.
.DEFAULT_GOAL := help
.PHONY: help run test test-under-load check format demo screenshots tour installers clean
SETUP := pyproject.toml packaging/setup.sh
BIN := .venv/bin

help:  ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: .venv/.ready-run  ## Set up and start Moodline (ARGS="folder or options"); without a display: the demo, headless
	@sh packaging/run.sh $(ARGS)

test: .venv/.ready-test  ## Set up and run the whole test suite
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup $(ARGS)

test-under-load: .venv/.ready-test  ## Run the whole suite ten times on two cores that other work keeps busy (RUNS=10)
	@sh packaging/test_under_load.sh $(RUNS)

check: .venv/.ready-test  ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.ready-test  ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

demo: .venv/.ready-run  ## Compose and render the demo tracks again
	$(BIN)/python packaging/demo_tracks.py

screenshots: .venv/.ready-run  ## Take the pictures in docs/ again (ARGS="--corpora DIR" for training.png)
	$(BIN)/python packaging/screenshots.py $(ARGS)

tour: .venv/.ready-run  ## Take the pictures of docs/tour again: every look, size and state (ARGS="--only NAME")
	$(BIN)/python packaging/tour.py $(ARGS)

installers: .venv/.ready-run  ## Build the wheel and this system's installers in dist/
	$(BIN)/python -m pip install --quiet build pyinstaller
	$(BIN)/python packaging/installers.py $(ARGS)

clean:  ## Remove the virtual environment and caches
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

.venv/.ready-run: $(SETUP)
	@sh packaging/setup.sh run

.venv/.ready-test: $(SETUP)
	@sh packaging/setup.sh test
