"""`make release`: one archive that runs in production with Python alone: no node, no npm, nothing of development.

In it: the rooms that production needs, the style sheet compiled and hashed, the pinned requirements, `deploy/`,
the guide, and of what it is made: `sbom.cdx.json` (CycloneDX) and `licences.csv`, both read from an environment in
which only those requirements were installed. The same commit gives the same archive.
"""

import csv
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from local.processes import ROOT
from settings.version import VERSION
from tools.build_assets import AssetsNotBuiltError, build
from tools.checks import PRODUCTION

BIN = Path(sys.executable).parent
ONLY_HERE = {"tests", "bench", "tools", "local", "example", "assets", "var", "dist"}
"""Folders that production does not get."""
FILES = {"manage.py", "gunicorn.conf.py", "pyproject.toml", "LICENSE", "CHANGELOG.md", "SECURITY.md", "publiccode.yml"}
ALSO = (
    "docs/operations.md",
    "docs/install.md",
    "docs/handleiding/",
    "requirements/base",
    "deploy/",
    "templates/",
    "static/",
)
NOWHERE = {"DATABASE_URL": "postgresql://localhost/none", "REDIS_URL": "redis://localhost:1/0"}


def main() -> int:
    """Make the archive; say where it is, and its SHA-256."""
    try:
        build()
    except AssetsNotBuiltError as error:
        print(f"The release was not made. {error}", file=sys.stderr)
        return 1
    environment = {**os.environ, **PRODUCTION, **NOWHERE}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    with tempfile.TemporaryDirectory(prefix="aanmelden-release-") as folder:
        made = {"sbom.cdx.json": bill_of_materials(Path(folder))}
    made["licences.csv"] = licences(made["sbom.cdx.json"])
    archive = pack(ROOT / "dist" / f"aanmelden-{VERSION}.tar.gz", made)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_suffix(".gz.sha256").write_text(f"{digest}  {archive.name}\n")
    print(f"{archive.relative_to(ROOT)}  {archive.stat().st_size / 1e6:.1f} MB  sha256 {digest}")
    return 0


def bill_of_materials(folder: Path) -> bytes:
    """Install what production needs in an empty environment, and list it; proves as well that it installs."""
    uv, python = str(BIN / "uv"), str(folder / "venv" / "bin" / "python")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder / "venv")], check=True)
    install = [uv, "pip", "install", "--quiet", "--system-certs", "--python", python, "--require-hashes"]
    subprocess.run([*install, "-r", str(ROOT / "requirements" / "base.txt")], check=True)
    listing = [str(BIN / "cyclonedx-py"), "environment", "--output-reproducible", "--output-format", "JSON"]
    about = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application"]
    return subprocess.run([*listing, *about, python], capture_output=True, check=True).stdout


def licences(bill: bytes) -> bytes:
    """Name, version and licence of everything in a bill of materials, as a sheet."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(["name", "version", "licence"])
    for part in sorted(json.loads(bill)["components"], key=lambda one: one["name"].lower()):
        writer.writerow([part["name"], part["version"], "; ".join(sorted(_licences_of(part)))])
    return sheet.getvalue().encode()


def _licences_of(part: dict[str, list[dict[str, dict[str, str]]]]) -> set[str]:
    found = set()
    for one in part.get("licenses", []):
        licence = one.get("license", {})
        found.add(str(one.get("expression") or licence.get("id") or licence.get("name") or "").strip())
    return found - {""}


def pack(archive: Path, made: dict[str, bytes]) -> Path:
    """Write the archive: sorted, owned by nobody, dated by the last commit."""
    archive.parent.mkdir(exist_ok=True)
    when = int(subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=True).stdout)
    contents = {**{path: (ROOT / path).read_bytes() for path in shipped()}, **made}
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path, content in sorted(contents.items()):
            entry = tarfile.TarInfo(f"aanmelden-{VERSION}/{path}")
            entry.size, entry.mtime = len(content), when
            entry.mode = 0o755 if path not in made and (ROOT / path).stat().st_mode & 0o100 else 0o644
            tar.addfile(entry, io.BytesIO(content))
    archive.write_bytes(gzip.compress(plain.getvalue(), mtime=when))
    return archive


def shipped() -> Iterator[str]:
    """The files of the project that production needs, and the static files that were made."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    yield from (path for path in listed.splitlines() if path in FILES or path.startswith(ALSO) or is_of_a_room(path))
    for folder in ("static/compiled", "staticfiles"):
        yield from (str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*") if path.is_file())


def is_of_a_room(path: str) -> bool:
    """Whether a file belongs to a room that runs in production."""
    room = path.split("/")[0]
    return room not in ONLY_HERE and (ROOT / room / "__init__.py").exists()


if __name__ == "__main__":
    sys.exit(main())
