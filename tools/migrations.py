"""`make migrations`: write the first migration of every app anew from its models, as long as there is no installation.

Until then a column changes in place: one first migration for each app, and what the models cannot say (triggers) in
files of their own beside it, which stay as they are. The first installation ends this: then a change is a new file.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

from local.processes import ROOT

FIRST = "0001_initial.py"
EXTENSION = (
    ("from django.db import migrations", "from django.contrib.postgres.operations import BtreeGistExtension\n"),
    (
        "        migrations.CreateModel(",
        "        BtreeGistExtension(),  # lets `territory_never_overlaps` compare ids beside periods\n",
    ),
)
"""What no model says of the first migration of `directory`: before which words, and the line that stands there."""


def main() -> int:
    """Write them and say which changed; return the exit code."""
    changed = write_anew()
    print(
        "\n".join(str(path.relative_to(ROOT)) for path in changed) or "Every first migration says what the models say."
    )
    return 0


def write_anew() -> list[Path]:
    """Write every first migration anew; return those that changed. When something goes wrong, all stay as they were."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings.test"
    django.setup()
    before = {path: path.read_text() for path in ROOT.glob("[a-z]*/**/migrations/0*.py")}
    for path in before:
        path.unlink()
    try:
        call_command("makemigrations", include_header=False, verbosity=0)
        add_extension(ROOT / "directory" / "migrations" / FIRST)
    except BaseException:
        put_back(before)
        raise
    put_back({path: text for path, text in before.items() if path.name != FIRST})
    made = ROOT.glob(f"[a-z]*/**/migrations/{FIRST}")
    return sorted(path for path in made if path.read_text() != before.get(path))


def add_extension(path: Path) -> None:
    """Write what no model says into the first migration of `directory`."""
    text = path.read_text()
    for words, line in EXTENSION:
        text = text.replace(words, line + words, 1)
    path.write_text(text)


def put_back(files: dict[Path, str]) -> None:
    """Write these files as they were."""
    for path, text in files.items():
        path.write_text(text)


if __name__ == "__main__":
    sys.exit(main())
