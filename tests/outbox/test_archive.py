"""The archive shows nothing, holds what was asked, and opens with 7-Zip (R68)."""

import functools
import io
import json
import math
import re
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import pyzipper
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outbox import archive
from tests.seven_zip import program

PASSWORD = "k3v9-x7wm-2qhr-ybt4-zc6n-g8pd-5j"
ENTRIES = {"gegevens.txt": b"Naam en voornaam: Peeters, An\r\n", "gegevens.jsonld": b'{"voornaam": "An"}\n'}

contents = st.binary(max_size=archive.BUCKET).map(lambda content: content.rstrip(b" "))
names = st.from_regex(r"[a-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is not an error
passwords = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)


def planted(
    *,
    version: int | None = 2,
    bits: int = 256,
    compression: int = pyzipper.ZIP_STORED,
    entries: dict[str, bytes] = ENTRIES,
    comment: bytes = b"",
    time: tuple[int, ...] = (1980, 1, 1, 0, 0, 0),
    pad: bool = True,
) -> bytes:
    """An archive by another writer, right but for what the test asks. `version` None is no encryption at all."""
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", compression=compression) as zipped:
        if version is not None:
            zipped.setpassword(PASSWORD.encode())
            zipped.setencryption(pyzipper.WZ_AES, nbits=bits, force_wz_aes_version=version)
        for name, content in entries.items():
            info = pyzipper.zipfile_aes.AESZipInfo(name, time)
            info.compress_type = compression
            info.create_system = 0
            info.create_version = info.extract_version = 51
            zipped.writestr(info, content.ljust(archive.BUCKET) if pad else content)
        zipped.comment = comment
    return buffer.getvalue()


def seven_zip(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([program(), *arguments], cwd=cwd, capture_output=True, check=False, timeout=30)


class TestPassword:
    def test_has_130_bits_in_characters_that_are_not_mixed_up(self) -> None:
        seen = "".join(archive.new_password() for _ in range(400)).replace("-", "")
        alphabet = set(seen)
        assert len(alphabet) == 32
        assert not alphabet & set("ilouABCDEFGHIJKLMNOPQRSTUVWXYZ")
        assert 26 * math.log2(len(alphabet)) >= 128

    def test_is_read_out_in_groups_and_fits_7_zip(self) -> None:
        password = archive.new_password()
        assert re.fullmatch(r"([0-9a-z]{4}-){6}[0-9a-z]{2}", password)
        assert len(password.replace("-", "")) == 26
        assert len(password) <= 64
        assert password.isascii()

    def test_is_never_the_same_twice(self) -> None:
        assert len({archive.new_password() for _ in range(1000)}) == 1000

    @pytest.mark.parametrize("password", ["", "é" * 20, "x" * 65, "tab\tinside", "line\nend"])
    def test_that_7_zip_may_not_understand_is_refused(self, password: str) -> None:
        for use in (
            lambda: archive.build(ENTRIES, password=password),
            lambda: archive.read_back(planted(), password=password),
        ):
            with pytest.raises(archive.ArchiveError) as refused:
                use()
            assert not password or password not in str(refused.value)

    def test_of_64_characters_still_opens_with_7_zip(self, tmp_path: Path) -> None:
        password = "x" * 64
        (tmp_path / "a.zip").write_bytes(archive.build_checked(ENTRIES, password=password))
        assert seven_zip("t", f"-p{password}", "a.zip", cwd=tmp_path).returncode == 0


class TestSevenZip:
    def test_opens_the_archive_with_the_password(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(archive.build_checked(ENTRIES, password=PASSWORD))
        opened = seven_zip("x", f"-p{PASSWORD}", "-oout", "a.zip", cwd=tmp_path)
        assert opened.returncode == 0, opened.stdout
        text = (tmp_path / "out" / "gegevens.txt").read_bytes()
        assert text.rstrip(b" ") == ENTRIES["gegevens.txt"]
        assert json.loads((tmp_path / "out" / "gegevens.jsonld").read_bytes()) == {"voornaam": "An"}

    def test_refuses_a_wrong_password(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(archive.build_checked(ENTRIES, password=PASSWORD))
        assert seven_zip("t", "-pwrong", "a.zip", cwd=tmp_path).returncode != 0

    def test_lists_names_sizes_and_the_constant_time_but_no_checksum(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(archive.build_checked(ENTRIES, password=PASSWORD))
        listing = seven_zip("l", "-slt", "a.zip", cwd=tmp_path).stdout.decode()
        assert listing.count("Method = AES-256 Store\n") == 2
        assert listing.count("Encrypted = +\n") == 2
        assert listing.count("CRC = \n") == 2
        assert listing.count(f"Size = {archive.BUCKET}\n") == 2
        assert listing.count("Modified = 1980-01-01 00:00:00\n") == 2


class TestBuild:
    @untimed
    @given(entries=st.dictionaries(names, contents, min_size=1, max_size=3), password=passwords)
    def test_whatever_goes_in_comes_out(self, entries: dict[str, bytes], password: str) -> None:
        built = archive.build_checked(entries, password=password)
        assert archive.read_back(built, password=password) == entries

    def test_short_and_long_contents_have_the_same_size(self) -> None:
        short = archive.build({"gegevens.txt": b""}, password=PASSWORD)
        long = archive.build({"gegevens.txt": b"x" * archive.BUCKET}, password=PASSWORD)
        assert len(short) == len(long)

    def test_the_same_content_never_gives_the_same_ciphertext(self) -> None:
        twice = {"a.txt": b"the same", "b.txt": b"the same"}
        built = [archive.build(twice, password=PASSWORD) for _ in range(2)]
        blocks = [block for one in built for block in sealed_parts(one)]
        assert len(set(blocks)) == 4

    def test_an_entry_larger_than_the_bucket_is_refused_without_quoting_it(self) -> None:
        with pytest.raises(archive.ArchiveError, match="larger") as refused:
            archive.build({"gegevens.txt": b"Peeters" * archive.BUCKET}, password=PASSWORD)
        assert "Peeters" not in str(refused.value)

    def test_an_entry_that_ends_like_the_padding_is_refused(self) -> None:
        with pytest.raises(archive.ArchiveError, match="space"):
            archive.build({"gegevens.txt": b"text "}, password=PASSWORD)

    @pytest.mark.parametrize("name", ["", "gegevens-é.txt", "../gegevens.txt", "a/b.txt", "a\nb", "x" * 101])
    def test_a_name_that_is_not_a_plain_file_name_is_refused(self, name: str) -> None:
        with pytest.raises(archive.ArchiveError, match="name"):
            archive.build({name: b"x"}, password=PASSWORD)

    def test_an_archive_of_nothing_is_refused(self) -> None:
        with pytest.raises(archive.ArchiveError, match="at least one"):
            archive.build({}, password=PASSWORD)

    def test_nothing_is_returned_when_the_check_fails(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archive, "build", lambda entries, *, password: planted(version=1))
        with pytest.raises(archive.ArchiveError):
            archive.build_checked(ENTRIES, password=PASSWORD)


class TestReadBack:
    def test_needs_the_right_password(self) -> None:
        built = archive.build(ENTRIES, password=PASSWORD)
        with pytest.raises(archive.ArchiveError):
            archive.read_back(built, password=PASSWORD.replace("k", "q"))

    def test_a_changed_byte_anywhere_in_an_entry_is_detected(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stretch = functools.cache(pyzipper.zipfile_aes.PBKDF2)  # once per salt and not 8,220 times
        monkeypatch.setattr(pyzipper.zipfile_aes, "PBKDF2", stretch)
        built = bytearray(archive.build({"gegevens.txt": b"Naam en voornaam: Peeters, An\r\n"}, password=PASSWORD))
        start = 30 + len("gegevens.txt") + 11
        end = start + 16 + 2 + archive.BUCKET + 10
        assert built[end : end + 4] == b"PK\1\2"
        for position in range(start, end):
            built[position] ^= 1 << position % 8
            with pytest.raises(archive.ArchiveError):
                archive.read_back(bytes(built), password=PASSWORD)
            built[position] ^= 1 << position % 8
        assert archive.read_back(bytes(built), password=PASSWORD)

    @untimed
    @given(st.binary(max_size=200))
    def test_what_is_no_archive_is_an_archive_error(self, garbage: bytes) -> None:
        with pytest.raises(archive.ArchiveError):
            archive.read_back(garbage, password=PASSWORD)

    def test_an_error_carries_nothing_of_what_is_inside(self) -> None:
        built = bytearray(archive.build(ENTRIES, password=PASSWORD))
        built[200] ^= 1
        with pytest.raises(archive.ArchiveError) as refused:
            archive.read_back(bytes(built), password=PASSWORD)
        assert refused.value.__suppress_context__
        assert "gegevens" not in str(refused.value)


class TestCheck:
    def test_lets_a_good_archive_of_our_own_pass(self) -> None:
        archive.check(archive.build(ENTRIES, password=PASSWORD), ENTRIES, password=PASSWORD)

    @pytest.mark.parametrize(
        ("plant", "complaint"),
        [
            (lambda: planted(version=None), "not encrypted"),
            (lambda: planted(version=1), "AE-1"),
            (lambda: planted(bits=128), "AES-256"),
            (lambda: planted(compression=pyzipper.ZIP_DEFLATED), "size of its content"),
            (lambda: planted(pad=False), "size of its content"),
            (lambda: planted(time=(2026, 11, 23, 10, 0, 0)), "another header"),
            (lambda: planted(comment=b"Peeters"), "more than its entries"),
            (lambda: planted(entries=ENTRIES | {"extra.txt": b"x"}), "other entries"),
            (lambda: planted(entries=dict(reversed(ENTRIES.items()))), "other entries"),
            (lambda: b"", "not a zip"),
        ],
    )
    def test_refuses_what_other_software_makes_in_silence(self, plant: Callable[[], bytes], complaint: str) -> None:
        with pytest.raises(archive.ArchiveError, match=complaint):
            archive.check(plant(), ENTRIES, password=PASSWORD)

    def test_refuses_a_checksum_that_stands_only_before_the_entry(self) -> None:
        built = bytearray(archive.build(ENTRIES, password=PASSWORD))
        struct.pack_into("<I", built, 14, 0xDEADBEEF)
        with pytest.raises(archive.ArchiveError, match="another header"):
            archive.check(bytes(built), ENTRIES, password=PASSWORD)

    def test_refuses_bytes_hidden_between_the_entries_and_the_directory(self) -> None:
        built = archive.build(ENTRIES, password=PASSWORD)
        directory = built.index(b"PK\1\2")
        moved = struct.pack("<I", directory + 7)
        hidden = built[:directory] + b"Peeters" + built[directory:-6] + moved + built[-2:]
        with pytest.raises(archive.ArchiveError, match="more than its entries"):
            archive.check(hidden, ENTRIES, password=PASSWORD)

    def test_refuses_content_that_is_readable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sealed = archive._seal
        monkeypatch.setattr(archive, "_seal", lambda padded, secret: sealed(padded, secret)[:18] + padded + bytes(10))
        with pytest.raises(archive.ArchiveError, match="readable"):
            archive.check(archive.build(ENTRIES, password=PASSWORD), ENTRIES, password=PASSWORD)

    def test_refuses_an_archive_of_somebody_else(self) -> None:
        other = ENTRIES | {"gegevens.txt": b"Naam en voornaam: Jansen, Bo\r\n"}
        with pytest.raises(archive.ArchiveError, match="what was asked"):
            archive.check(archive.build(other, password=PASSWORD), ENTRIES, password=PASSWORD)

    def test_refuses_an_archive_under_another_password(self) -> None:
        with pytest.raises(archive.ArchiveError, match="does not open"):
            archive.check(archive.build(ENTRIES, password="another"), ENTRIES, password=PASSWORD)


def sealed_parts(built: bytes) -> list[bytes]:
    """The ciphertext of each of two entries named like a.txt."""
    header, sealed = 30 + len("a.txt") + 11, 16 + 2 + archive.BUCKET + 10
    return [built[start + header + 18 : start + header + sealed - 10] for start in (0, header + sealed)]
