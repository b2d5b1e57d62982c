"""How texts, addresses and numbers are read, kept and shown, and what is refused with which sentence."""

import sys
import unicodedata
from itertools import groupby

import pytest
from django.core.exceptions import ValidationError

from directory.form_fields import (
    DayField,
    EmailAddressField,
    EnterpriseNumberField,
    PhoneField,
    PlainTextField,
    PostalCodeField,
)
from law.identification import IdentificationError, check_street

HOSTILE = {
    "NUL": "Jan\x00",
    "line break": "Jan\r\nBcc: iemand@elders.example",
    "escape": "\x1b[31mJan",
    "bidi override": "Jan\u202enaJ",
    "bidi isolate": "\u2066Jan\u2069",
    "zero width space": "Jan\u200b",
    "zero width joiner": "Ja\u200dn",
    "soft hyphen": "Ja\u00adn",
    "byte order mark": "\ufeffJan",
    "line separator": "Jan\u2028Peeters",
    "half a character": "Jan\ud800",
    "private use": "Jan\ue000",
    "unassigned": "Jan\u0378",
    "variation selector": "Jan\ufe0f",
    "hangul filler": "Jan\u3164",
    "braille blank": "Jan\u2800",
    "tag character": "Jan\U000e0041",
    "unreadable bytes": "Jan\ufffd",
}


def refused(field, text: str) -> str:
    """The one sentence with which a text is refused."""
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    (sentence,) = caught.value.messages
    return sentence


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hidden_character_is_refused_in_every_field(text: str):
    for field in (PlainTextField(), EmailAddressField(), PhoneField(), EnterpriseNumberField(), PostalCodeField()):
        assert refused(field, text) == "Typ deze tekst opnieuw. Er staat een onzichtbaar of onleesbaar teken in."


def test_what_the_law_calls_hidden_no_form_lets_through():
    """Every character that is one; of those that mean nothing, the first and the last of each row, and some between."""
    rows = groupby(range(sys.maxunicode + 1), key=lambda code: unicodedata.category(chr(code)))
    tried = []
    for category, row in rows:
        codes = list(row)
        means_nothing = category in {"Cn", "Co", "Cs"}
        tried += [*codes[::100], codes[-1]] if means_nothing else codes
    assert len(tried) > 150_000
    for start in range(0, len(tried), 6):
        some = list(map(chr, tried[start : start + 6]))
        together = "".join(f"a{one}b 1" for one in some)
        if passes(together) and calls_nothing_hidden(together):
            continue
        wrong = [one for one in some if passes(f"a{one}b 1") and not calls_nothing_hidden(f"a{one}b 1")]
        assert wrong == [], "the form lets through what the law calls hidden"


def passes(text: str) -> bool:
    """Whether a form takes it."""
    try:
        PlainTextField().clean(text)
    except ValidationError:
        return False
    return True


def calls_nothing_hidden(text: str) -> bool:
    """Whether the law finds it readable, a street or not."""
    try:
        check_street(PlainTextField().clean(text))
    except IdentificationError as refused:
        return "Typ de straat met het huisnummer opnieuw" not in refused.sentence
    return True


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Verlorenkost   22/1 ", "Verlorenkost 22/1"),
        ("Jan\u00a0Peeters\tZoon", "Jan Peeters Zoon"),
        ("Rene\u0301e", "Renée"),
        ("Van Proefdorp", "Van Proefdorp"),
        ("van Rijsbergen", "van Rijsbergen"),
        ("D’Hondt-Ünlü & Şahin", "D’Hondt-Ünlü & Şahin"),
        ("<b>Jan</b> {{ 1 }}", "<b>Jan</b> {{ 1 }}"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_text_is_kept_as_typed_but_for_its_spaces_and_its_accents(typed: str, kept: str):
    assert PlainTextField().clean(typed) == kept


def test_a_text_of_10_000_characters_is_refused_with_its_length():
    assert refused(PlainTextField(max_length=120), "x" * 10_000) == (
        "Maak deze tekst korter: hoogstens 120 tekens. Het zijn er nu 10000."
    )


@pytest.mark.parametrize(
    "field", [EmailAddressField(), PhoneField(), EnterpriseNumberField(), PostalCodeField(), DayField()]
)
@pytest.mark.parametrize("text", ["x" * 10_000, "1" * 10_000, "a@b." * 2_500, "<script>", "'; --"])
def test_nonsense_is_refused_with_one_sentence_that_holds_an_example(field, text: str):
    assert "bijvoorbeeld" in refused(field, text)


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0", "\t", None])
def test_an_empty_answer_is_asked_for_with_an_example_or_left_empty(blank):
    for kind in (EmailAddressField, PhoneField, EnterpriseNumberField, PostalCodeField):
        assert "bijvoorbeeld" in refused(kind(), blank)
        assert kind(required=False).clean(blank) == ""


def test_label_help_and_sentences_can_be_given():
    field = PlainTextField(label="Naam", help_text="Voluit.", error_messages={"required": "Vul de naam in."})
    assert (field.label, field.help_text, refused(field, "")) == ("Naam", "Voluit.", "Vul de naam in.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Onthaal@OCMW.Example", "Onthaal@ocmw.example"),
        (" onthaal@ocmw.example ", "onthaal@ocmw.example"),
        ("voor.naam+team@sub.ocmw.example", "voor.naam+team@sub.ocmw.example"),
    ],
)
def test_an_address_is_kept_with_its_domain_in_small_letters(typed: str, kept: str):
    assert EmailAddressField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "onthaal",
        "onthaal@",
        "@ocmw.example",
        "a@localhost",
        "x@[127.0.0.1]",
        "a@ocmw",
        "a@ocmw.test",
        "é@ocmw.example",
        "a@océ.example",
        "a b@ocmw.example",
        '"a b"@ocmw.example',
        "Jan <jan@ocmw.example>",
        "a@ocmw.example, b@ocmw.example",
        "a@@ocmw.example",
        f"{'a' * 250}@ocmw.example",
    ],
)
def test_an_address_that_no_mail_reaches_is_refused(typed: str):
    sentence = "Typ een volledig e-mailadres, bijvoorbeeld onthaal@ocmw.example."
    assert refused(EmailAddressField(), typed) == sentence


@pytest.mark.parametrize(
    "typed",
    [
        "0470 12 34 56", "0470/12.34.56", "+32 470 12 34 56", "0032470123456", "+32 (0)470-12-34-56",
        "\u202a0470 12 34 56\u202c", "\u2066+32\u00a0470\u00a012 34 56\u2069", "0470\u201312\u201334\u201356",
        "0470 12 34 56,",
    ],
)  # fmt: skip
def test_a_phone_number_is_kept_in_e164_however_it_is_typed(typed: str):
    assert PhoneField().clean(typed) == "+32470123456"


def test_a_phone_number_is_shown_as_people_here_write_it_and_a_wrong_one_as_typed():
    field = PhoneField()
    assert field.prepare_value("+32470123456") == "0470 12 34 56"
    assert field.prepare_value("+31612345678") == "+31 6 12345678"
    assert field.prepare_value("047") == "047"
    assert field.prepare_value(None) is None
    assert PhoneField().clean("+31 20 123 4567") == "+31201234567"


@pytest.mark.parametrize(
    "typed", ["112", "0470 12 34", "0800-BELLEN", "0470 12 34 56 ext 3", "٠٤٧٠١٢٣٤٥٦", "+999 123 456 789"]
)
def test_a_phone_number_that_does_not_exist_is_refused(typed: str):
    assert refused(PhoneField(), typed) == "Typ een bestaand telefoonnummer, bijvoorbeeld 0470 12 34 56."


@pytest.mark.parametrize(
    "typed", ["0661 12 34 56", "0532 123 45 67", "501 234 567", "912 345 678", "0722.123.456", "067 123 45 67"]
)
def test_a_foreign_number_typed_as_at_home_is_asked_to_begin_with_its_country(typed: str):
    assert refused(PhoneField(), typed) == (
        "Dit nummer bestaat niet in België. Ontbreekt er een cijfer? "
        "Begin een buitenlands nummer met + en het land, bijvoorbeeld +212 661 12 34 56."
    )


@pytest.mark.parametrize(
    "typed", ["0886.886.638", "BE 0886 886 638", "BE0886886638", "886886638", "0886886638", "be 0886.886.638"]
)
def test_an_enterprise_number_is_kept_as_ten_digits_however_it_is_typed(typed: str):
    """R12"""
    assert EnterpriseNumberField().clean(typed) == "0886886638"


def test_an_enterprise_number_is_shown_with_dots_and_a_wrong_one_as_typed():
    field = EnterpriseNumberField()
    assert field.prepare_value("0886886638") == "0886.886.638"
    assert field.prepare_value("0886886639") == "0886886639"


@pytest.mark.parametrize(
    "typed", ["0886.886.639", "0886.886.63", "2886.886.638", "0000.000.000", "BE", "FR 0886886638"]
)
def test_an_enterprise_number_with_a_wrong_check_number_is_refused(typed: str):
    sentence = "Dit ondernemingsnummer klopt niet. Kijk het na, bijvoorbeeld 0886.886.638."
    assert refused(EnterpriseNumberField(), typed) == sentence


@pytest.mark.parametrize("typed", ["226", "22600", "0999", "B-2260", "２２６０", "22 60", "2260 Westerlo"])
def test_a_postal_code_is_four_digits(typed: str):
    assert PostalCodeField().clean(" 2260 ") == "2260"
    assert refused(PostalCodeField(), typed) == "Typ een postcode van vier cijfers, bijvoorbeeld 2260."


@pytest.mark.parametrize("typed", ["3/11/2026", "03-11-2026", "3.11.2026", "2026-11-03"])
def test_a_day_may_be_typed_with_slashes_dashes_or_dots(typed: str):
    assert DayField().clean(typed).isoformat() == "2026-11-03"


@pytest.mark.parametrize("typed", ["31/2/2026", "3/11/26", "11/23/2026", "morgen", "3/11/2026\x00"])
def test_what_is_no_day_is_refused(typed: str):
    assert refused(DayField(), typed) == "Typ een datum als dag/maand/jaar, bijvoorbeeld 3/11/2026."
