"""How the product speaks with PostgreSQL."""

import subprocess
import sys

import pytest
from django.db import connection

from directory.models import Organisation
from local.processes import ROOT


@pytest.mark.django_db
def test_a_statement_that_comes_back_is_planned_once():
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    for name in ("once", "twice"):
        assert not Organisation.objects.filter(name=name).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%directory_organisation%'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("command", "wait"), [("migrate", "3s"), ("sweep_outbox", "35s")])
def test_a_migration_does_not_let_everybody_wait_behind_it_for_long(command, wait):
    read = "import sys; sys.argv = ['manage.py', sys.argv[1]]; import settings.test as found; print(found.DATABASES)"
    told = subprocess.run([sys.executable, "-c", read, command], check=True, capture_output=True, text=True, cwd=ROOT)
    assert f"lock_timeout={wait}" in told.stdout
