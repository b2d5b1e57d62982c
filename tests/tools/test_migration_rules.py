"""A migration of an installation expands or contracts, and locks nobody out for long (CONTRIBUTING)."""

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from tools.migration_rules import faults_of

CHECK = models.CheckConstraint(condition=Q(number__gte=0), name="a_number")
INDEX = models.Index(fields=["number"], name="by_number")


def migration(*operations: migrations.operations.base.Operation) -> migrations.Migration:
    made = migrations.Migration("0003_later", "referrals")
    made.operations = list(operations)
    return made


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("referral", "number", models.IntegerField(null=True)),
        migrations.AddField("referral", "at", models.DateTimeField(db_default=Now())),
        AddIndexConcurrently("referral", INDEX),
        AddConstraintNotValid("referral", CHECK),
        migrations.RemoveField("referral", "number"),
        migrations.RunSQL("SELECT 1"),
    ],
)
def test_what_lets_people_work_is_let_through(operation):
    assert not list(faults_of(migration(operation)))


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (migrations.AddField("referral", "number", models.IntegerField(default=0)), "db_default"),
        (migrations.AddIndex("referral", INDEX), "AddIndexConcurrently"),
        (migrations.AddConstraint("referral", CHECK), "AddConstraintNotValid"),
        (migrations.AddConstraint("referral", models.UniqueConstraint(fields=["number"], name="one")), "concurrently"),
        (migrations.AlterField("referral", "number", models.BigIntegerField()), "beside it"),
        (migrations.RenameField("referral", "number", "count"), "old name"),
        (migrations.RunPython(migrations.RunPython.noop), "batches"),
    ],
)
def test_what_locks_people_out_or_breaks_the_code_that_runs_is_told_with_another_way(operation, words):
    [fault] = faults_of(migration(operation))
    assert words in fault


def test_a_version_that_takes_away_adds_nothing():
    removed, added = migrations.RemoveField("referral", "old"), migrations.RunSQL("SELECT 1")
    [fault] = faults_of(migration(removed, added))
    assert "expands" in fault


def test_a_table_that_the_migration_makes_is_nobodys_yet():
    made = migrations.CreateModel("Thing", [("number", models.IntegerField())])
    assert not list(faults_of(migration(made, migrations.AddIndex("thing", INDEX))))
