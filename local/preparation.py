"""Whether the data of a folder and the collected static files are those of this version of the product.

The first start fills a folder. Until that is done a mark stands in it: a first start that was broken off is thrown
away by the next one, whoever pulled the plug and when. Nobody can have worked with what it left.
"""

import json
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from local.digest import digest_of_each_migration, digest_of_migrations
from local.processes import ROOT

SERVICES = "services.json"
"""Holds the addresses of database and broker, while they run."""
UNFINISHED = "unfinished"
"""Stands in the folder from before there is a database until all of it is prepared."""
PREPARED = "prepared"
"""Holds what the folder was prepared from."""
MIGRATED = "migrated.json"
"""Holds what each migration was when it ran."""
TABLES_ARE_THERE = "Tables and static files are there."
"""The line of `prepare` after which the other programs can start: the example comes as one transaction."""
STATIC_STAMP = ROOT / "staticfiles" / ".collected-from"


def is_unfinished(folder: Path) -> bool:
    """Whether a first start in this folder was broken off, or goes on now."""
    return (folder / UNFINISHED).exists()


def discard(*parts: Path) -> None:
    """Throw away what a broken start left, also when something still writes in it."""
    for part in parts:
        if part.exists():
            gone = part.with_name(f"{part.name}.discarded")
            shutil.rmtree(gone, ignore_errors=True)
            part.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def begin(folder: Path) -> None:
    """Mark the folder when there is no database yet; called by who is about to make it."""
    if not (folder / "postgres").exists():
        (folder / UNFINISHED).touch()


def is_prepared(folder: Path) -> bool:
    """Whether nothing changed since the folder was prepared, so that the product can start as it is."""
    mark = folder / PREPARED
    return not is_unfinished(folder) and mark.exists() and mark.read_text() == _source() and is_collected()


def keep_as_prepared(folder: Path) -> None:
    """Remember what the folder was prepared from; from here on its data are kept whatever happens."""
    (folder / PREPARED).write_text(_source())
    (folder / MIGRATED).write_text(json.dumps(digest_of_each_migration()))
    (folder / UNFINISHED).unlink(missing_ok=True)


def is_rewritten(folder: Path) -> bool:
    """Whether a migration that ran here is another one now (`make migrations`): Django would not run it again."""
    mark = folder / MIGRATED
    ran = json.loads(mark.read_text()) if mark.exists() and not is_unfinished(folder) else {}
    return not ran.items() <= digest_of_each_migration().items()


def is_collected() -> bool:
    """Whether the static files were collected as they are now."""
    return STATIC_STAMP.exists() and STATIC_STAMP.read_text() == _digest_of_static_files()


def keep_as_collected() -> None:
    STATIC_STAMP.write_text(_digest_of_static_files())


def _source() -> str:
    return f"{digest_of_migrations()} {_digest((ROOT / 'directory' / 'data').iterdir())}"


def _digest_of_static_files() -> str:
    # The requirements as well: packages bring files of their own, and compress ours.
    files = [*(ROOT / "static").rglob("*"), ROOT / "requirements" / "base.txt", ROOT / "settings" / "base.py"]
    return _digest(file for file in files if file.is_file())


def _digest(files: Iterable[Path]) -> str:
    total = sha256()
    for file in sorted(files):
        total.update(f"{file.relative_to(ROOT)}:{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
