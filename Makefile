# Everything is started from here. Needs make and Python 3.11 or newer; the rest is installed into .venv.
PYTHON ?= python3
PORT ?= 8000
RUN = .venv/bin/python
export PORT



.PHONY: help demo test lint journeys services bench fuzz messages requirements setup setup-dev clean

help: ## what can be done
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -e 's/:.*##/:/' | awk -F: '{printf "  make %-14s%s\n", $$1, $$2}'

setup:
	@$(PYTHON) deploy/setup.py runtime

setup-dev:
	@$(PYTHON) deploy/setup.py dev

demo: setup ## a hub on http://localhost:8000 with demo data (PORT=… for another port)
	@HUB_DEMO=1 exec $(RUN) manage.py demo

test: setup-dev ## tests without a browser, on SQLite
	@$(RUN) -m tests.run test

journeys: setup-dev ## tests in headless Chromium
	@$(RUN) -m tests.run journeys

services: setup-dev ## the same tests and more on PostgreSQL and Redis, started in a temporary folder
	@$(RUN) -m tests.run services

lint: setup-dev ## style, types, missing or unsafe migrations, import order
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy .
	@DJANGO_SETTINGS_MODULE=tests.settings $(RUN) manage.py makemigrations --check --dry-run
	@$(RUN) -m pytest -q -p no:xdist tests/test_architecture.py tests/test_migrations.py

bench: setup-dev ## figures, as ratios measured in one run
	@$(RUN) -m benchmarks

MINUTES ?= 10
fuzz: setup-dev ## calls that nobody would write by hand (MINUTES=… of them); prints what breaks
	@$(RUN) -m benchmarks.fuzz $(MINUTES)

CATALOGUES = $(wildcard hub/locale/*/LC_MESSAGES/django.po)
messages: setup-dev ## collect texts for translation (needs gettext), then compile
	@DJANGO_SETTINGS_MODULE=tests.settings $(RUN) manage.py makemessages -l fr -l ar --no-location --no-obsolete --no-wrap \
		--ignore=".venv/*" --ignore=".state/*" --ignore="tests/*" --ignore="build/*"
	@sed -i.old -e '/^"POT-Creation-Date:/d' -e '/^"Report-Msgid-Bugs-To:/d' $(CATALOGUES) # they change at every run
	@rm $(CATALOGUES:=.old)
	@$(PYTHON) deploy/setup.py dev

COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --no-config
requirements: ## pin requirements/*.in again (needs uv)
	@cd requirements && $(COMPILE) runtime.in -o runtime.txt && $(COMPILE) dev.in -o dev.txt

clean: ## remove the environment and the demo's data
	@rm -rf .venv .state
