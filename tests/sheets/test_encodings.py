"""Names come out as they were written, or someone is asked; never silently as others."""

import itertools
import re

import pytest

from sheets.encodings import decode, looks_misread

NAMES = re.findall(
    r"\S+",
    """
    Zoë Péters Hélène François Gonçalves Müller Björn André José Renée Noël Raphaël Gaëlle Chloé Benoît Jérôme
    Thérèse Véronique Anaïs Maïté Loïc Aurélie Frédéric Geneviève Agnès Désiré König Núñez Muñoz García
    Sánchez João Conceição Magalhães Périgord Liège België coördinator financiën cliënt één café D’Hondt
    L’Écluse ’t Élodie Édouard Éva Çelik Öztürk Gül ÉMILIE HÉLÈNE ZOË ANDRÉ FRANÇOISE Lefèvre Chênée Hôpital
    Maître Noé Kübra Özgür
    """,
)
ENCODINGS = ("cp1252", "cp850", "cp437", "mac_roman")


def written(encoding: str, *names: str) -> tuple[str, bytes] | None:
    """A file with these names, in an encoding that has their letters and needs more than ASCII for them."""
    text = "Lokaal team;Partner;Naam\r\n" + "".join(f"Team X;OCMW Y;{name}\r\n" for name in names)
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        return None
    return None if content.isascii() else (text, content)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_name_comes_out_as_another_without_a_doubt(encoding):
    """One name alone, and every pair: what is not read right is always in doubt."""
    files = [(name,) for name in NAMES] + list(itertools.combinations(NAMES, 2))
    wrong = []
    for names in files:
        made = written(encoding, *names)
        if made is None:
            continue
        found = decode(made[1])
        cells = [cell for cell in re.split(r"[;\r\n]+", found.text) if not cell.isascii()]
        if found.text != made[0] and not all(map(found.is_unsure, cells)):
            wrong.append((names, cells))
    assert wrong == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_with_several_names_is_read_right_and_without_a_doubt(encoding):
    names = ("Zoë", "Péters", "François", "Hélène", "Müller", "Geneviève", "Benoît", "André")
    text, content = written(encoding, *names)
    found = decode(content)
    assert found.text == text
    assert found.unsure == frozenset()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_what_says_its_encoding_is_certain(encoding):
    text, content = written(encoding, *NAMES, "Nguyễn", "Łukasz", "Şahin")
    found = decode(content)
    assert found.text == text
    assert not found.unsure & set(NAMES)


@pytest.mark.parametrize(("name", "encoding"), [("Łukasz", "cp1250"), ("Čapek", "cp1250"), ("Yıldız", "cp1254")])
def test_what_excel_writes_elsewhere_is_never_certain(name, encoding):
    found = decode(written(encoding, name)[1])
    assert found.unsure


def test_a_quote_a_euro_and_a_hard_space_of_windows_are_no_names():
    text = "Naam;Bedrag\r\nO’Brien “de Zoë”;€ 5\u00a0000 – 10°\r\nÉva;x\r\n"
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"\xff\xfea", bytes(range(256)) * 4, b"PK\x00\x00"])
def test_what_is_no_text_is_not_made_into_one(content):
    assert decode(content) is None


@pytest.mark.parametrize("cell", ["ZoÃ« Peeters", "PÃ©ters", "HÃ©lÃ¨ne", "Zo\ufffd", "Fran\u251c\u00baois"])
def test_a_name_that_was_spoiled_before_we_got_it_is_seen(cell):
    assert looks_misread(cell)


def test_no_name_looks_spoiled_that_is_not():
    assert [name for name in NAMES if looks_misread(name)] == []
