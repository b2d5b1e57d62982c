"""Uploads are shown to ClamAV when it is there; what it did not see is not kept."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from directory.form_fields import INFECTED, NOT_SCANNED, PdfField
from paper_import.forms import SheetField
from tests.vault.pdfs import a_pdf
from vault import antivirus
from vault.antivirus import ScannerAwayError, is_infected

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGE = bytes(3_000_000)


class FakeClamd:
    """Speaks what clamd speaks: INSTREAM, with sizes in network order and a part of nothing at the end."""

    def __init__(self, listener: socket.socket, answer: Callable[[bytes], bytes] | None, most: int = 10**9) -> None:
        self.seen: list[bytes] = []
        self._listener, self._answer, self._most = listener, answer, most
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                with line, suppress(OSError, AssertionError):
                    self._converse(line)

    def _converse(self, line: socket.socket) -> None:
        file = line.makefile("rb")
        assert file.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", file.read(4))[0]:
            content += file.read(size)
            if len(content) > self._most:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.seen.append(content)
        if self._answer is None:
            time.sleep(5)
        else:
            line.sendall(self._answer(content))


def judge(content: bytes) -> bytes:
    return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def clamd(settings, path: Path, answer: Callable[[bytes], bytes] | None = judge, **more) -> Iterator[FakeClamd]:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        settings.CLAMAV_SOCKET = str(path)
        yield FakeClamd(listener, answer, **more)


@pytest.fixture
def place(tmp_path) -> Path:
    return tmp_path / "clamd.ctl"


def test_a_file_goes_whole_and_what_is_found_is_told(settings, place):
    with clamd(settings, place) as scanner:
        assert not is_infected(LARGE)
        assert is_infected(LARGE + EICAR)
        assert not is_infected(b"")
    assert scanner.seen == [LARGE, LARGE + EICAR, b""]


def test_through_the_network_too(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.CLAMAV_SOCKET = listener.getsockname()
        FakeClamd(listener, judge)
        assert is_infected(EICAR)


def test_without_a_scanner_nobody_looks(settings):
    settings.CLAMAV_SOCKET = None
    assert not is_infected(EICAR)


@pytest.mark.parametrize(
    "answer",
    [b"", b"stream: OKAY\0", b"UNKNOWN COMMAND\0", b"\xff\xfe\0", b"x" * 100_000, b"stream: Access denied. ERROR\0"],
)
def test_an_answer_that_does_not_say_clean_is_none(settings, place, answer):
    with clamd(settings, place, lambda _content: answer), pytest.raises(ScannerAwayError):
        is_infected(b"%PDF-")


def test_a_file_larger_than_it_takes_is_not_taken_for_clean(settings, place):
    with clamd(settings, place, most=100_000), pytest.raises(ScannerAwayError):
        is_infected(LARGE)


def test_nobody_there_and_one_that_hangs_are_told_within_the_time(settings, place, monkeypatch):
    settings.CLAMAV_SOCKET = str(place)
    with pytest.raises(ScannerAwayError):
        is_infected(b"%PDF-")
    monkeypatch.setattr(antivirus, "SECONDS", 0.3)
    start = time.monotonic()
    with clamd(settings, place, None), pytest.raises(ScannerAwayError):
        is_infected(b"%PDF-")
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(("content", "sentence"), [(b"a;b\n" + EICAR, INFECTED), (b"a;b\n", None)])
def test_a_form_says_what_to_do(settings, place, content, sentence):
    field = SheetField()
    file = SimpleUploadedFile("lijst.csv", content)
    with clamd(settings, place):
        if sentence is None:
            assert field.clean(file) == content
        else:
            with pytest.raises(ValidationError, match="Onze virusscanner vertrouwt dit bestand niet"):
                field.clean(file)


def test_every_field_for_files_asks_the_scanner(settings, place):
    """Away, it refuses what would be kept else."""
    settings.CLAMAV_SOCKET = str(place)
    for field, name, content in ((PdfField(), "blad.pdf", a_pdf()), (SheetField(), "lijst.csv", b"a;b\n")):
        with pytest.raises(ValidationError) as refused:
            field.clean(SimpleUploadedFile(name, content))
        assert refused.value.messages == [NOT_SCANNED]
