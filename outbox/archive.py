"""The encrypted archive that carries the four fields: WinZip AES-256, opened with 7-Zip (R68, agreement art. 4).

Written here and not by a library, because every visible byte counts: AE-2 (AE-1 shows the CRC-32 of the plaintext),
stored (deflate shows how well the content compresses), padded to one size, with constant names and times. Everything
happens in memory. Each archive is opened again by an independent implementation before it may leave.
Sources: WinZip's "AES Encryption Information" (AE-2) and PKWARE's APPNOTE (zip).
"""

import hmac
import io
import re
import secrets
import struct
from collections.abc import Mapping
from functools import cache
from typing import Final

import pyzipper
from Cryptodome.Util.strxor import strxor
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

BUCKET: Final = 8192
"""Size of every entry in bytes, padding included: one size for all clients. The longest lawful content fits."""

# Lower-case Crockford base32: no i, l, o (read as 1, 1, 0) and no u. 26 characters of 5 bits are 130 bits (D2).
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_PASSWORD_CHARACTERS: Final = 26
_PASSWORD_GROUP: Final = 4
_LONGEST_PASSWORD: Final = 64  # 7-Zip refuses 100 and more

_SHA1: Final = SHA1()  # noqa: S303 the format's
_ITERATIONS: Final = 1000  # fixed by the format; hence the strength must come from the password
_SALT: Final = 16
_KEY: Final = 32
_VERIFIER: Final = 2
_TAG: Final = 10
_SEALED: Final = _SALT + _VERIFIER + BUCKET + _TAG
_BLOCK: Final = 16
# WinZip counts little-endian from 1; the CTR mode of `cryptography` counts big-endian. So the key stream is made here:
# these counter blocks, each encrypted once, which is what CTR is.
_COUNTERS: Final = b"".join(number.to_bytes(_BLOCK, "little") for number in range(1, BUCKET // _BLOCK + 1))

_VERSION: Final = 51  # of the zip format: the first one with AES
_ENCRYPTED: Final = 0x0001
_AES_METHOD: Final = 99
_STORED: Final = 0
_MIDNIGHT: Final = 0
_FIRST_OF_JANUARY_1980: Final = 0x0021
_NO_CRC: Final = 0
_AE2: Final = 2
_AES256: Final = 3
_AES_FIELD: Final = struct.pack("<HHH2sBH", 0x9901, 7, _AE2, b"AE", _AES256, _STORED)
# What the header before an entry and its line in the directory have in common: all but the name.
_COMMON: Final = struct.pack(
    "<HHHHHIII", _VERSION, _ENCRYPTED, _AES_METHOD, _MIDNIGHT, _FIRST_OF_JANUARY_1980, _NO_CRC, _SEALED, BUCKET
)
_END: Final = struct.Struct("<4sHHHHIIH")


class ArchiveError(Exception):
    """The archive cannot be made, or is not what it must be. The message never holds content, name or password."""


def new_password() -> str:
    """A random password of 130 bits in groups of four; the hyphens are part of it (D2)."""
    drawn = secrets.randbits(_PASSWORD_CHARACTERS * 5)
    symbols = "".join(_ALPHABET[drawn >> 5 * place & 31] for place in range(_PASSWORD_CHARACTERS))
    return "-".join(symbols[start : start + _PASSWORD_GROUP] for start in range(0, len(symbols), _PASSWORD_GROUP))


def build_checked(entries: Mapping[str, bytes], *, password: str) -> bytes:
    """The archive of these entries (name → content), opened again and compared before it is returned.

    Raises ArchiveError, as `build` and `check` do.
    """
    archive = build(entries, password=password)
    check(archive, entries, password=password)
    return archive


def build(entries: Mapping[str, bytes], *, password: str) -> bytes:
    """A zip whose entries are all encrypted and all BUCKET bytes long.

    Raises ArchiveError when there is no entry, a name is not a plain ASCII file name, an entry is larger than the
    bucket or ends in a space (spaces are the padding), or the password is not 1 to 64 printable ASCII characters.
    """
    secret = _password_bytes(password)
    if not entries:
        raise ArchiveError("An archive needs at least one entry.")
    body: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, content in entries.items():
        entry = _header(name) + _seal(_pad(content), secret)
        directory.append(_directory_line(name, at=at))
        body.append(entry)
        at += len(entry)
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), sum(map(len, directory)), at, 0)
    return b"".join([*body, *directory, end])


def read_back(archive: bytes, *, password: str) -> dict[str, bytes]:
    """Name → content without padding, opened by pyzipper, which shares no code with `build`.

    Raises ArchiveError when the password is wrong or a byte of an entry was changed.
    """
    secret = _password_bytes(password)
    try:
        with pyzipper.AESZipFile(io.BytesIO(archive)) as opened:
            return {info.filename: opened.read(info, pwd=secret).rstrip(b" ") for info in opened.infolist()}
    except Exception:  # a broken zip can raise nearly anything, and what it raises may quote what is inside
        raise ArchiveError("The archive does not open with its password.") from None


def check(archive: bytes, entries: Mapping[str, bytes], *, password: str) -> None:
    """Raise ArchiveError unless this archive shows nothing and holds exactly these entries.

    Guards against the silent traps of zip software: no encryption at all, AE-1, compression, a comment, a real time.
    """
    _check_what_shows(archive, list(entries))
    for content in entries.values():
        padded = _pad(content)
        if any(padded[start : start + _BLOCK] in archive for start in range(0, len(content), _BLOCK)):
            raise ArchiveError("Content is readable in the archive.")
    if read_back(archive, password=password) != dict(entries):
        raise ArchiveError("The archive does not hold what was asked.")


def _check_what_shows(archive: bytes, names: list[str]) -> None:
    try:
        with pyzipper.AESZipFile(io.BytesIO(archive)) as opened:
            infos = opened.infolist()
    except Exception:  # as in `read_back`
        raise ArchiveError("The archive is not a zip.") from None
    for info in infos:
        if not info.flag_bits & _ENCRYPTED or info.wz_aes_version is None:
            raise ArchiveError("An entry is not encrypted with AES.")
        if info.wz_aes_version != _AE2 or info.CRC != _NO_CRC:
            raise ArchiveError("An entry shows the checksum of its content (AE-1).")
        if info.wz_aes_strength != _AES256:
            raise ArchiveError("An entry is not encrypted with AES-256.")
        if info.compress_type != _STORED or info.file_size != BUCKET:
            raise ArchiveError("An entry shows the size of its content.")
        # The header before the entry says all of this again, and readers differ in which of the two they believe.
        if not archive.startswith(_header(info.filename), info.header_offset):
            raise ArchiveError("An entry has another header than was asked.")
    if [info.filename for info in infos] != names:
        raise ArchiveError("The archive has other entries than were asked.")
    visible = sum(len(_header(name)) + len(_directory_line(name, at=0)) for name in names) + _END.size
    if len(archive) != visible + _SEALED * len(names):
        raise ArchiveError("The archive holds more than its entries.")


def _header(name: str) -> bytes:
    label = _name_bytes(name)
    return b"PK\3\4" + _COMMON + struct.pack("<HH", len(label), len(_AES_FIELD)) + label + _AES_FIELD


def _directory_line(name: str, *, at: int) -> bytes:
    label = _name_bytes(name)
    # after the two lengths: no comment, first disk, no attributes, and where the header of this entry starts
    lengths_and_place = struct.pack("<HHHHHII", len(label), len(_AES_FIELD), 0, 0, 0, 0, at)
    return b"PK\1\2" + struct.pack("<H", _VERSION) + _COMMON + lengths_and_place + label + _AES_FIELD


def _seal(padded: bytes, secret: bytes) -> bytes:
    """Salt, password verifier, ciphertext and authentication tag, in WinZip's order. A salt is never used twice."""
    salt = secrets.token_bytes(_SALT)
    material = PBKDF2HMAC(_SHA1, 2 * _KEY + _VERIFIER, salt, _ITERATIONS).derive(secret)
    key, tag_key, verifier = material[:_KEY], material[_KEY : 2 * _KEY], material[2 * _KEY :]
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(_COUNTERS)  # noqa: S305 see _COUNTERS
    ciphertext = strxor(padded, stream)
    return b"".join([salt, verifier, ciphertext, hmac.digest(tag_key, ciphertext, "sha1")[:_TAG]])


def _pad(content: bytes) -> bytes:
    """Spaces up to the bucket: a text stays readable and JSON stays valid."""
    if len(content) > BUCKET:
        raise ArchiveError(f"An entry is larger than {BUCKET} bytes.")
    if content.endswith(b" "):
        raise ArchiveError("An entry ends in a space, which is the padding.")
    return content.ljust(BUCKET, b" ")


@cache
def _name_bytes(name: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", name):
        raise ArchiveError("An entry has a name that is not a plain ASCII file name.")
    return name.encode("ascii")


def _password_bytes(password: str) -> bytes:
    if not (password.isascii() and password.isprintable() and 1 <= len(password) <= _LONGEST_PASSWORD):
        raise ArchiveError(f"The password is not 1 to {_LONGEST_PASSWORD} printable ASCII characters.")
    return password.encode("ascii")
