# Works on a bare machine with Python 3.11 or later and make. Every command does its own set-up.
BIN := .venv/bin
READY := .venv/.ready

# What Python and pytest compiled is kept, also where that is turned off: without it every worker of `make test` compiles
# the whole house and all its tests anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run manage demo test schema check screens accessibility screenshots picture permissions migrations hooks bench soak test-oldest faults faults-nodes faults-nodes-mutants faults-mutants proof lock release known-faults guide

help: ## this list
	@sed -n 's/^\([a-z-]*\)[a-z -]*:.*## /  make \1\t/p' Makefile

setup: $(READY) ## install everything into .venv and compile the style sheet; instant when that is done
	@$(BIN)/python -m tools.build_assets

run: setup ## the whole product on this machine, with demo data, until Ctrl-C (other ports: PORT=8100 make run)
	@$(BIN)/python -m local.run

manage: setup ## one management command with the settings of `make run` (make manage ARGS='sweep_outbox')
	@$(BIN)/python -m local.manage $(ARGS)

demo: setup ## the story of one referral without hands; ends with one JSON line
	@$(BIN)/python -m tools.demo

test: $(if $(IN_LAW),$(READY),setup) ## every test, on real PostgreSQL and Valkey (one folder: make test ARGS=tests/law)
	@$(if $(IN_LAW),$(PYTEST_OF_LAW),$(BIN)/python -m local.services -- $(BIN)/pytest -n logical --dist worksteal) $(ARGS)

# The law is plain Python: where nothing else is asked for, Django, services and workers stay away.
IN_LAW = $(if $(filter tests%,$(filter-out $(LAW),$(ARGS))),,$(filter $(LAW),$(ARGS)))
LAW := tests/law tests/law/%
PYTEST_OF_LAW := $(BIN)/pytest -p no:django -W ignore::pytest.PytestConfigWarning --confcutdir=tests/law

schema: setup ## after a change of a migration: write local/schema.sql anew, from which tests and first starts begin
	@$(BIN)/python -m local.schema

check: setup ## format, lint, types, import contracts, templates, migrations, deploy check
	@$(BIN)/python -m tools.checks

screens: setup ## how much work the screens ask, and what Lighthouse says of them; ends with one JSON line (needs Chromium)
	@$(BIN)/python -m tools.measures

accessibility: setup ## walk with axe, the keyboard alone and no scripts, and fill the accessibility statement (needs Chromium)
	@$(BIN)/python -m tools.accessibility

screenshots: setup ## make the pictures of the handleiding and docs/galerij again (needs Chromium)
	@$(BIN)/python -m tools.screenshots
	@$(BIN)/python -m tools.gallery

picture: setup ## draw the rooms of docs/architecture.md again, after a change of the import contracts
	@$(BIN)/python -m tools.picture

permissions: setup ## write docs/permissions.md again, after a change of the table in tests/test_permissions.py
	@DJANGO_SETTINGS_MODULE=settings.test $(BIN)/python -m local.services -- $(BIN)/python -c "$(WRITE_PERMISSIONS)" 2>/dev/null

WRITE_PERMISSIONS := import django; django.setup(); from tests.test_permissions import *; PAGE.write_text(page(PAGES, OPEN))

migrations: setup ## after a change of a model: write the first migrations and local/schema.sql anew; until there is an installation
	@$(BIN)/python -m local.services -- $(BIN)/python -m tools.migrations
	@$(BIN)/python -m local.schema

hooks: setup ## run the fast checks before each commit from now on
	@$(BIN)/pre-commit install

bench: setup ## what we promise on speed; ends with one JSON line (one section: make bench ONLY=archive)
	@$(BIN)/python -m bench $(ONLY)

soak: setup ## the product without a pause for ten minutes: 1 when its memory or connections grow (longer: make soak SOAK_SECONDS=3600)
	@SOAK_SECONDS=$(or $(SOAK_SECONDS),600) $(BIN)/python -m bench.soak

test-oldest: setup ## some tests on the oldest PostgreSQL that we serve, 15; needs Debian's postgresql-15 and postgresql-common (others: OLDEST=tests/test_growth.py)
	@pg_virtualenv -v 15 sh -c 'DATABASE_URL="postgresql://$$PGUSER:$$PGPASSWORD@$$PGHOST:$$PGPORT/postgres" \
	 $(BIN)/python -m local.services -- $(BIN)/pytest -q -n logical --dist worksteal $(OLDEST)'

OLDEST := tests/consent tests/home/test_what_now.py $(addprefix tests/,audit/test_models.py outbox/test_delivery.py\
 outbox/test_stop_at_once.py)

faults: setup ## kill workers, empty the broker, break mail; ends with one JSON line (FAULTS_N=200 FAULTS_SEED=2)
	@$(BIN)/python -m tests.faults

faults-mutants: setup ## plant each known bug, and demand that the fault run catches it; ends with one JSON line
	@$(BIN)/python -m tests.faults mutants

faults-nodes: setup ## machines that vanish without a word, in network namespaces; root and iproute2; ends with one JSON line
	@$(BIN)/python -m tests.nodes

faults-nodes-mutants: setup ## plant each known bug on all machines, and demand that the run catches it; ends with one JSON line
	@$(BIN)/python -m tests.nodes mutants

release: setup ## one archive for production in dist/, with compiled assets, bill of materials and licences
	@$(BIN)/python -m tools.release

guide: release ## follow docs/install.md word for word in an empty Debian; needs root and debootstrap
	@$(BIN)/python -m tests.guide

known-faults: setup ## whether faults are known of the pinned packages; 2 when that could not be looked up
	@$(BIN)/python -m tools.known_faults
proof: setup ## every order of steps of the outbox, walked by SPIN; ends with one JSON line (longer: make proof DEEP=1)
	@DEEP=$(DEEP) $(BIN)/python -m tools.proof

lock: $(READY) ## pin the dependencies of pyproject.toml again, with hashes
	@$(BIN)/uv pip compile pyproject.toml $(LOCK_OPTIONS) --output-file requirements/base.txt
	@$(BIN)/uv pip compile pyproject.toml $(LOCK_OPTIONS) --extra dev --output-file requirements/dev.txt

LOCK_OPTIONS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header

# The first Python that is new enough and can make virtual environments. That of a Linux system comes first: it was
# compiled with a profile, those of version managers mostly were not. On a Mac that path asks to install Xcode.
CANDIDATES := $(if $(filter Linux,$(shell uname)),/usr/bin/python3) python3 python3.14 python3.13 python3.12 python3.11
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

QUIETLY := --quiet --disable-pip-version-check --require-hashes
# An older pip knows its own authorities only, and not that of an office proxy in the system's store.
SYSTEM_CERTIFICATES := import ssl; paths = ssl.get_default_verify_paths(); print(paths.cafile or paths.capath or "")

# uv installs in seconds. It does not know what pip was told (a mirror, a certificate): where it fails, pip tries.
$(READY): requirements/uv.txt requirements/dev.txt
	@for python in $(CANDIDATES); do $$python -c '$(SUITABLE)' 2>/dev/null && exec $$python -m venv .venv; done; \
	 echo "Python 3.11 or later with venv is needed. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1
	@echo "Installing into .venv (once) …" >&2
	@$(BIN)/python -m pip install $(QUIETLY) -r requirements/uv.txt \
	 || PIP_CERT="$$($(BIN)/python -c '$(SYSTEM_CERTIFICATES)')" $(BIN)/python -m pip install $(QUIETLY) -r requirements/uv.txt
	@$(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes -r requirements/dev.txt \
	 || $(BIN)/python -m pip install $(QUIETLY) -r requirements/dev.txt
	@touch $(READY)
