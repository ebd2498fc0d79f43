# Rembuk Warga. Two commands matter: `make run` and `make test`. Each works from nothing, and again after being stopped.
.DEFAULT_GOAL := help
.PHONY: help run test lint translations lock bench clean
PYTHON_HERE := .venv/bin/python

help: ## list of the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up once, then serve the site with its demo on 127.0.0.1 (PORT=8123 make run for another port)
	@.ci/setup run
	@exec $(PYTHON_HERE) -m flask --app wsgi start

test: ## set up, then run every check and test
	@.ci/setup test
	@.ci/services chromium postgres redis java node -- .ci/checks

lint: ## the quick checks alone: style, types, walls, templates, translations
	@.ci/setup test
	@.ci/checks ruff format types walls templates translations

translations: ## bring the English catalogue in line with the sources, empty entries for what is new
	@.ci/setup test
	@$(PYTHON_HERE) .ci/translations.py update

bench: ## measure pages, statements and memory, beside a bare Flask page
	@.ci/setup test
	@.ci/services chromium lighthouse postgres -- $(PYTHON_HERE) -m tests.bench

lock: ## write requirements*.txt anew from pyproject.toml (make lock ARGS=--upgrade for newer releases)
	@.ci/setup test
	@.ci/lock $(ARGS)

clean: ## remove what was built or installed here; never instance/, where the database and the keys are
	rm -rf .venv tests/browser/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
