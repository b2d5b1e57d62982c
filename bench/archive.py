"""Our archive writer against the work that the format asks whoever writes it, on the entries of one invented client.

And against the two ways of doing without it: those are reported only, as they depend on the processor.
"""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pyzipper

from bench.keys import derive_keys
from bench.rounds import medians
from law.identification import Address, Identification, Name
from outbox import archive
from referrals.terms import contents

GOALS = {"archive_vs_kdf": 0.9}

_CLIENT = Identification(
    name=Name(first_name="An-Sofie", last_name="Van den Abeele"),
    address=Address(street="Dorpsstraat 22/1", box="3", postal_code="2260", municipality="Westerlo"),
    phone="+32470123456",
    email="an@post.example",
)
_CONSTANT_TIME = (1980, 1, 1, 0, 0, 0)


def run() -> dict[str, float]:
    """`archive_vs_kdf`: which part of ours is key derivation. The other `archive_vs_…`: how many times faster ours is.

    `readback_share`: part of `build_checked` spent on the check.
    """
    seven_zip = shutil.which("7zz") or shutil.which("7z")
    if seven_zip is None:
        raise SystemExit("The archive section needs 7-Zip (7zz or 7z) to compare with. Install the package 7zip.")
    entries = contents.render(_CLIENT)
    padded = {name: content.ljust(archive.BUCKET) for name, content in entries.items()}
    password = archive.new_password()
    built = archive.build(entries, password=password)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in padded.items():
            Path(folder, name).write_bytes(content)
        seconds = medians(
            {
                "ours": lambda: archive.build(entries, password=password),
                "kdf": lambda: derive_keys(password),
                "check": lambda: archive.check(built, entries, password=password),
                "pyzipper": lambda: _by_pyzipper(padded, password),
                "7zz": lambda: _by_7zz(seven_zip, Path(folder), list(padded), password),
            },
            rounds=60,
            calls=10,
        )
    return {
        "archive_vs_kdf": seconds["kdf"] / seconds["ours"],
        "archive_vs_pyzipper": seconds["pyzipper"] / seconds["ours"],
        "archive_vs_7zz": seconds["7zz"] / seconds["ours"],
        "readback_share": seconds["check"] / (seconds["ours"] + seconds["check"]),
    }


def _by_pyzipper(padded: dict[str, bytes], password: str) -> bytes:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", compression=pyzipper.ZIP_STORED) as zipped:
        zipped.setpassword(password.encode())
        zipped.setencryption(pyzipper.WZ_AES, nbits=256, force_wz_aes_version=2)
        for name, content in padded.items():
            zipped.writestr(pyzipper.zipfile_aes.AESZipInfo(name, _CONSTANT_TIME), content)
    return buffer.getvalue()


def _by_7zz(program: str, folder: Path, names: list[str], password: str) -> bytes:
    written = folder / "archive.zip"
    options = ["-tzip", "-mem=AES256", "-mm=Copy", f"-p{password}", "-bso0", "-bsp0"]
    subprocess.run([program, "a", *options, written.name, *names], cwd=folder, check=True)
    content = written.read_bytes()
    written.unlink()
    return content
