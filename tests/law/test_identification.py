"""The four fields and nothing else: what they accept, what they refuse, and that they never show a value."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import identification
from law.identification import (
    MAX_LENGTH,
    Address,
    Identification,
    IdentificationError,
    Name,
)
from law.writing import has_hidden_character, normalise

GOOD = {
    "first_name": "Noor",
    "last_name": "Vandersteen",
    "street": "Dorpsstraat 22/1",
    "box": "3A",
    "postal_code": "1000",
    "municipality": "Duinendorp",
    "phone": "+32470123456",
    "email": "noor@post.example",
}
TEXTS = list(MAX_LENGTH)
LONGEST = {
    "first_name": "N" + "o" * 79,
    "last_name": "N" + "o" * 79,
    "street": "D" + "o" * 116 + " 22",
    "box": "gelijkvloers links, achterhuis, kamer 12",
    "municipality": "D" + "o" * 59,
    "email": "a@" + "b" * 252,
}
NAMES = ["first_name", "last_name"]

HIDDEN = {
    "NUL": "\x00",
    "line feed": "\n",
    "carriage return": "\r",
    "tab": "\t",
    "delete": "\x7f",
    "next line": "\x85",
    "soft hyphen": "\u00ad",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "bidi embedding": "\u202a",
    "bidi override": "\u202e",
    "word joiner": "\u2060",
    "bidi isolate": "\u2066",
    "bidi pop": "\u2069",
    "byte order mark": "\ufeff",
    "surrogate": "\ud800",
    "private use": "\ue000",
    "unassigned": "\uffff",
    "grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "blank Braille": "\u2800",
    "variation selector": "\ufe0f",
    "replacement character": "\ufffd",
}


def check(field: str, value: str) -> None:
    checks: dict[str, Callable[[str], None]] = {name: getattr(identification, f"check_{name}") for name in GOOD}
    checks[field](value)


def build(**changes: Any) -> Identification:
    values: dict[str, Any] = {**GOOD, **changes}
    return Identification(
        name=Name(values["first_name"], values["last_name"]),
        address=Address(values["street"], values["box"], values["postal_code"], values["municipality"]),
        phone=values["phone"],
        email=values["email"],
    )


def test_the_four_fields_hold_what_was_given() -> None:
    """R60."""
    client = build()
    assert (client.name.first_name, client.name.last_name) == ("Noor", "Vandersteen")
    assert client.address == Address("Dorpsstraat 22/1", "3A", "1000", "Duinendorp")
    assert (client.phone, client.email) == ("+32470123456", "noor@post.example")


def test_phone_e_mail_and_box_are_only_there_when_there_are_any() -> None:
    """R60: name and address always."""
    client = build(phone=None, email=None, box=None)
    assert client.phone is None
    assert client.email is None
    assert client.address.box is None


def test_there_are_four_fields_and_no_fifth() -> None:
    """R60, R62–R65."""
    assert [one.name for one in fields(Identification)] == ["name", "address", "phone", "email"]
    assert [one.name for one in fields(Name)] == ["first_name", "last_name"]
    assert [one.name for one in fields(Address)] == ["street", "box", "postal_code", "municipality"]


@pytest.mark.parametrize("part", ["name", "address", None])
def test_nothing_can_be_attached(part: str | None) -> None:
    """R62–R65: no birth date, no note, nothing."""
    client = build()
    target = client if part is None else getattr(client, part)
    with pytest.raises((AttributeError, TypeError)):
        target.date_of_birth = "invented"
    assert not hasattr(target, "__dict__")


def test_nothing_can_be_changed() -> None:
    client = build()
    with pytest.raises(AttributeError):
        client.phone = None


@pytest.mark.parametrize("show", [repr, str, "{}".format])
def test_no_value_shows_in_a_log_or_a_traceback(show: Callable[[object], str]) -> None:
    client = build()
    assert show(client) == "<Identification>"
    assert show(client.name) == "<Name>"
    assert show(client.address) == "<Address>"
    assert show([client]) == "[<Identification>]"


def test_an_identification_survives_being_copied_whole() -> None:
    assert deepcopy(build()) == build()


@pytest.mark.parametrize(
    "name",
    [
        "Van den Broeck",
        "van Rijs",
        "El-Amrani",
        "O'Neill",
        "D’Hondt",
        "Nguyễn",
        "Hendrik",
        "Engelen",
        "Etienne",
        "Andersen",
        "Günther-Özdemir",
        "Li",
        "Жанна",
        "ليلى",
        "王",
        "Jan-Baptist",
        "Marie Louise",
        "J.P.",
    ],
)
@pytest.mark.parametrize("field", NAMES)
def test_real_names_pass_as_they_are_written(field: str, name: str) -> None:
    check(field, name)
    assert normalise(name) == name


@pytest.mark.parametrize("field", NAMES)
@pytest.mark.parametrize(
    "value", ["n.v.t.", "N.V.T", "nvt", "N/A", "xxx", "XX", "geen", "Geen naam", "Onbekend", "Niemand"]
)
def test_what_only_says_that_there_is_no_name_is_refused_as_that(field: str, value: str) -> None:
    """D14: who has one name is filed with one name, and not with "n.v.t." as the other."""
    with pytest.raises(IdentificationError, match=r"^Hier staat geen naam") as refused:
        check(field, value)
    assert ("Heeft de cliënt maar één naam?" in refused.value.sentence) == (field == "first_name")


@pytest.mark.parametrize("field", NAMES)
@pytest.mark.parametrize(
    "value",
    [
        "Noor en Bas",
        "Noor EN Bas",
        "Noor & Bas",
        "Noor&Bas",
        "Noor + Bas",
        "Noor/Bas",
        "Noor; Bas",
        "Noor et Bas",
        "Noor and Bas",
        "Noor, Bas",
    ],
)
def test_two_persons_in_one_name_are_two_referrals(field: str, value: str) -> None:
    """R9: two parents are two clients."""
    with pytest.raises(IdentificationError, match="één persoon") as refused:
        check(field, value)
    assert refused.value.field == field


def test_a_last_name_may_hold_a_small_word_that_joins_first_names() -> None:
    """D13: "Ortega y Ruiz" is one person, "Juan y María" are two."""
    check("last_name", "Ortega y Ruiz")
    with pytest.raises(IdentificationError, match="één persoon"):
        check("first_name", "Juan y María")


@pytest.mark.parametrize("value", ["Dorpsstraat 22/1", "Kerk & Co-plein 3", "Markt 1, achterbouw", "Zon en Zee 5"])
def test_an_address_may_hold_what_a_name_may_not(value: str) -> None:
    check("street", value)


def test_who_has_one_name_is_filed_with_one_name() -> None:
    """D14"""
    assert build(first_name=None, last_name="Hamidullah").name == Name(None, "Hamidullah")


def test_without_address_there_is_a_phone_number_or_an_e_mail_address() -> None:
    """D14"""
    for ways in ({"phone": "+32470123456", "email": None}, {"phone": None, "email": "noor@post.example"}):
        assert Identification(name=Name("Noor", "Vandersteen"), address=None, **ways).address is None
    with pytest.raises(IdentificationError, match="Zonder adres is er een telefoonnummer of een e-mailadres nodig"):
        Identification(name=Name("Noor", "Vandersteen"), address=None, phone=None, email=None)


@pytest.mark.parametrize(
    ("typed", "bare", "line"),
    [
        ("3", "3", "bus 3"),
        ("bus 3", "3", "bus 3"),
        ("bus 12345", "12345", "bus 12345"),
        ("Bte 4", "4", "bus 4"),
        ("/3", "3", "bus 3"),
        ("b12", "b12", "bus b12"),
        ("3.01", "3.01", "bus 3.01"),
        ("app. 4B", "app. 4B", "app. 4B"),
        ("gelijkvloers links", "gelijkvloers links", "gelijkvloers links"),
        ("2de verdieping", "2de verdieping", "2de verdieping"),
    ],
)
def test_a_box_is_never_called_a_box_twice(typed: str, bare: str, line: str) -> None:
    address = Address("Dorpsstraat 22", typed, "2260", "Westerlo")
    assert (address.box_number, address.in_one_line) == (bare, f"Dorpsstraat 22 {line}, 2260 Westerlo")


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("value", ["", " ", "\u00a0", "\t", "\n"])
def test_an_empty_field_asks_to_be_filled_in(field: str, value: str) -> None:
    with pytest.raises(IdentificationError, match=r"^Vul .+ in\.$") as refused:
        check(field, value)
    assert refused.value.field == field


@pytest.mark.parametrize("field", TEXTS)
def test_a_field_is_full_at_its_longest_and_refused_one_above(field: str) -> None:
    assert len(LONGEST[field]) == MAX_LENGTH[field]
    check(field, LONGEST[field])
    with pytest.raises(IdentificationError, match=rf"hoogstens {MAX_LENGTH[field]} tekens"):
        check(field, LONGEST[field] + "b")


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("field", TEXTS)
def test_a_hidden_character_is_refused_wherever_it_stands(field: str, character: str) -> None:
    for value in (f"a{character}a", f"{character}aa", f"aa{character}"):
        assert has_hidden_character(value)
        with pytest.raises(IdentificationError, match="onzichtbaar of onleesbaar teken"):
            check(field, value)


@pytest.mark.parametrize("field", NAMES)
def test_a_name_of_nothing_but_hidden_characters_is_no_name(field: str) -> None:
    with pytest.raises(IdentificationError, match="onzichtbaar"):
        check(field, "\u200b\u200b")


@pytest.mark.parametrize("value", ["Jose\u0301", " Noor", "Noor ", "Noor  Mia", "Noor\u00a0Mia"])
@pytest.mark.parametrize("field", TEXTS)
def test_text_that_was_not_normalised_is_refused(field: str, value: str) -> None:
    with pytest.raises(IdentificationError, match="zonder extra spaties of losse accenten"):
        check(field, value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jose\u0301", "José"),
        ("  Noor   Mia ", "Noor Mia"),
        ("Noor\u00a0\u202fMia", "Noor Mia"),
        ("van Rijs", "van Rijs"),
        ("Noor\nMia", "Noor\nMia"),
        ("", ""),
    ],
)
def test_normalising_mends_spaces_and_accents_and_hides_nothing(typed: str, kept: str) -> None:
    """Capitals and line breaks stay: the first are the client's own, the second are to be refused."""
    assert normalise(typed) == kept


@pytest.mark.parametrize("value", ["1000", "2260", "9992"])
def test_a_belgian_postal_code_has_four_digits(value: str) -> None:
    check("postal_code", value)


@pytest.mark.parametrize("value", ["", "100", "10000", "0999", "B-1000", "1000 ", "1000\n", "12a4", "１２３４", "١٢٣٤"])
def test_anything_else_is_no_postal_code(value: str) -> None:
    with pytest.raises(IdentificationError, match="bijvoorbeeld 1000") as refused:
        check("postal_code", value)
    assert refused.value.field == "postal_code"


@pytest.mark.parametrize("value", ["+32470123456", "+3214000000", "+31612345678", "+1234567", "+123456789012345"])
def test_a_phone_number_is_in_e164(value: str) -> None:
    check("phone", value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0470123456",
        "+32 470 12 34 56",
        "+0470123456",
        "+123456",
        "+1234567890123456",
        "+3247012345a",
        "+32470123456\n",
    ],
)
def test_anything_else_is_no_phone_number(value: str) -> None:
    with pytest.raises(IdentificationError, match="telefoonnummer") as refused:
        check("phone", value)
    assert refused.value.field == "phone"


@pytest.mark.parametrize("value", ["noor@post.example", "noor.vandersteen+kind@post.example", "n@x"])
def test_an_e_mail_address_has_one_at_sign_between_two_parts(value: str) -> None:
    check("email", value)


@pytest.mark.parametrize(
    "value", ["noor", "noor@", "@post.example", "@", "noor@@post.example", "a@b@post.example", "no or@post.example"]
)
def test_anything_else_is_no_e_mail_address(value: str) -> None:
    with pytest.raises(IdentificationError, match="geldig e-mailadres") as refused:
        check("email", value)
    assert refused.value.field == "email"


@pytest.mark.parametrize("field", GOOD)
def test_what_a_field_refuses_the_identification_refuses_too(field: str) -> None:
    """Nothing enters the archive that a form would have refused."""
    with pytest.raises(IdentificationError) as refused:
        build(**{field: "\u202e"})
    assert refused.value.field == field


def test_an_empty_box_is_left_out_and_not_kept_empty() -> None:
    with pytest.raises(IdentificationError, match="busnummer"):
        build(box="")


def test_an_error_is_a_value_error_whose_sentence_says_what_to_do() -> None:
    error = IdentificationError("street", "Vul de straat in.")
    assert isinstance(error, ValueError)
    assert (error.field, error.sentence, str(error)) == ("street", "Vul de straat in.", "Vul de straat in.")


OUR_WORDS = "".join(path.read_text() for path in Path(identification.__file__).parent.glob("*.py"))


@given(field=st.sampled_from(list(GOOD)), value=st.text(min_size=4, max_size=300))
def test_a_value_is_accepted_as_it_is_or_refused_without_being_shown(field: str, value: str) -> None:
    try:
        check(field, value)
        error = None
    except IdentificationError as refused:
        error = refused
    if error is None:
        assert normalise(value) == value
        assert not has_hidden_character(value)
    else:
        assert error.field == field
        assert value not in error.sentence or value in OUR_WORDS  # hypothesis tries words of the code too: "Vul "
        assert error.args == (error.sentence,)


@given(value=st.text(max_size=100))
def test_normalising_twice_changes_nothing_more(value: str) -> None:
    assert normalise(normalise(value)) == normalise(value)
