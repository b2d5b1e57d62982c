"""Whether each migration after the first ones can run while people work: expand or contract, without long locks.

Until there is an installation the first migrations are written anew with each change, and nothing is found here. From
then on this holds what CONTRIBUTING says of migrations. `python -m tools.migration_rules` ends with 1 on a fault.
A migration that must do otherwise says why: `SAFE_BECAUSE = "…"` in its module.
"""

import importlib
import sys
from collections.abc import Iterator

import django
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

FIRST = ("0001_initial", "0002_triggers")
TAKES_AWAY = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel)


def main() -> int:
    django.setup()
    from django.apps import apps

    ours = {config.label for config in apps.get_app_configs() if not config.path.count("site-packages")}
    faults = [
        f"{app}.{name}: {fault}"
        for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items())
        if app in ours and name not in FIRST and not _is_excused(migration)
        for fault in faults_of(migration)
    ]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


def _is_excused(migration: migrations.Migration) -> bool:
    return bool(getattr(importlib.import_module(type(migration).__module__), "SAFE_BECAUSE", ""))


def faults_of(migration: migrations.Migration) -> Iterator[str]:
    """What would stop people, or the code that still runs; tables that this migration makes are nobody's yet."""
    new = {one.name.lower() for one in migration.operations if isinstance(one, migrations.CreateModel)}
    kinds = {isinstance(one, TAKES_AWAY) for one in migration.operations}
    if kinds == {True, False}:
        yield "takes away and adds: one version expands, the next one contracts."
    for operation in migration.operations:
        model = str(getattr(operation, "model_name", "")).lower()
        if model not in new and (fault := _fault_of(operation)):
            yield f"{operation.describe()}: {fault}"


def _fault_of(operation: Operation) -> str:
    match operation:
        case migrations.RenameField() | migrations.RenameModel():
            return "code that runs knows the old name. Add a new one beside it."
        case migrations.AlterField():
            return "may write the whole table anew, under a lock. Add a column beside it, or say why it is safe."
        case migrations.AddField(field=field) if not (field.null or field.many_to_many or field.has_db_default()):
            return "a column is empty or has a db_default, so that the code of before can still write rows."
        case migrations.AddIndex():
            if type(operation) is migrations.AddIndex:
                return "locks out who writes. Use AddIndexConcurrently, in a migration with atomic = False."
        case migrations.AddConstraint(constraint=constraint):
            if type(operation) is migrations.AddConstraint:
                return _fault_of_constraint(constraint)
        case migrations.RunPython():
            return "fills rows inside a migration. Use a command that works in batches and can be repeated."
    return ""


def _fault_of_constraint(constraint: models.BaseConstraint) -> str:
    if isinstance(constraint, models.CheckConstraint):
        return "reads the whole table under a lock. Use AddConstraintNotValid, and ValidateConstraint in the next one."
    return "builds an index under a lock. Build it concurrently first, and let the constraint use it."


if __name__ == "__main__":
    sys.exit(main())
