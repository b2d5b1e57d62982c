"""However it is written: what may not be shared is refused in every field, and real names and addresses are not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law import identification
from law.box import is_box
from law.identification import MAX_LENGTH, IdentificationError, check_together, check_typed_phone
from law.national_number import holds_national_number
from law.street import has_house_number
from law.writing import normalise

CHECKS: dict[str, Callable[[str], None]] = {name: getattr(identification, f"check_{name}") for name in MAX_LENGTH}
AROUND = {
    "first_name": ["{}", "Noor {}", "{} Noor", "Noor{}"],
    "last_name": ["{}", "Peeters {}", "{} Peeters", "Peeters ({})"],
    "street": [
        "{}",
        "Dorpsstraat {}",
        "Dorpsstraat 22 {}",
        "Dorpsstraat 22 ({})",
        "{} Dorpsstraat 22",
        "Straat 2, rr{}",
    ],
    "box": ["{}", "bus {}", "{}, links"],
    "municipality": ["{}", "Westerlo {}"],
    "email": ["{}@post.example", "an.{}@post.example", "{}an@post.example"],
}
EXAMPLES = (
    "Noor",
    "Van den Voorbeeld",
    "Dorpsstraat 22",
    "gelijkvloers links",
    "Westerlo",
    "0470 12 34 56",
    "naam@post",
)


def refusal(field: str, value: str) -> str:
    """The sentence with which a value is refused, as the form hands it over; empty when it is accepted."""
    try:
        CHECKS[field](normalise(value))
    except IdentificationError as refused:
        return refused.sentence
    return ""


def lines(name: str) -> Iterator[tuple[str, str]]:
    """The two columns of a data file beside the tests."""
    for line in (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            first, _, second = f"{line} ".partition("|")
            yield first.strip(), second.strip()


# --- what is accepted ----------------------------------------------------------------------------------------------


def test_every_name_of_the_list_is_accepted_whole() -> None:
    """D13, D14: three hundred names and more, of who lives here."""
    names = list(lines("names.txt"))
    found = [(name, said) for first, last in names for name, said in _of_person(first, last) if said]
    assert found == []
    assert len(names) >= 300
    assert sum(not first for first, _ in names) >= 10


def _of_person(first: str, last: str) -> Iterator[tuple[str, str]]:
    if first:
        yield first, refusal("first_name", first)
    yield last, refusal("last_name", last)


def test_every_address_of_the_list_is_accepted_whole() -> None:
    """D13, D14: two hundred addresses and more, with their boxes; streets that look like a date, a child or a need."""
    addresses = list(lines("addresses.txt"))
    found = [(street, said) for street, _ in addresses if (said := refusal("street", street))]
    found += [(box, said) for _, box in addresses if box and (said := refusal("box", box))]
    assert found == []
    assert len(addresses) >= 200


@pytest.mark.parametrize("street", ["Dorpsstraat z/n", "Dorpsstraat 22", "Rue Haute s/n"])
def test_a_line_with_a_number_or_the_word_for_none_asks_no_question(street: str) -> None:
    assert has_house_number(street)


@pytest.mark.parametrize("street", ["Hoeveweg", "Woonwagenpark De Kluis"])
def test_a_street_without_numbers_is_an_address_of_which_the_page_asks_once_whether_it_is_right(street: str) -> None:
    """D14"""
    assert refusal("street", street) == ""
    assert not has_house_number(street)


# --- national numbers ----------------------------------------------------------------------------------------------

ZEROS = "0٠۰०০๐０𝟎"  # zero in eight scripts; the other nine follow it
SEPARATORS = st.text(
    st.characters(categories=["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Zs"], exclude_characters="@"),
    max_size=2,
)


@st.composite
def national_numbers(draw: st.DrawFn) -> str:
    """Eleven digits of somebody who could exist: born in either century, or with a bis number."""
    month = draw(st.integers(0, 12)) + draw(st.sampled_from([0, 20, 40]))
    digits = f"{draw(st.integers(0, 99)):02}{month:02}{draw(st.integers(0, 31)):02}{draw(st.integers(1, 998)):03}"
    century = draw(st.sampled_from(["", "2"]))
    return f"{digits}{97 - int(century + digits) % 97:02}"


@st.composite
def written(draw: st.DrawFn, digits: st.SearchStrategy[str]) -> str:
    """The digits in one script, with any signs between them."""
    zero = ord(draw(st.sampled_from(ZEROS)))
    gaps = draw(st.sampled_from([{6, 9}, {2, 4, 6, 9}, {2, 4, 6}, set(range(1, 11)), set()]))
    text = ""
    for position, digit in enumerate(draw(digits)):
        text += draw(SEPARATORS) if position in gaps else ""
        text += chr(zero + int(digit))
    return text


@settings(max_examples=400)
@given(data=st.data(), field=st.sampled_from(list(AROUND)))
def test_a_national_number_is_refused_in_any_writing_and_any_field(data: st.DataObject, field: str) -> None:
    """D13: any signs between its digits, any script, any place in any field."""
    value = data.draw(st.sampled_from(AROUND[field])).format(data.draw(written(national_numbers())))
    sentence = refusal(field, value)
    assert sentence
    if len(normalise(value)) <= MAX_LENGTH[field]:
        assert "Hier staat een rijksregisternummer" in sentence
        assert "bijvoorbeeld" in sentence


@given(number=written(national_numbers()))
def test_a_national_number_is_refused_where_a_phone_number_is_asked(number: str) -> None:
    if not number.startswith(("+", "0032")):
        with pytest.raises(IdentificationError, match="Hier staat een rijksregisternummer"):
            check_typed_phone(number)


@pytest.mark.parametrize("typed", ["+32 470 12 34 56", "0032470123456", "0470 12 34 56"])
def test_a_mobile_number_is_no_national_number(typed: str) -> None:
    check_typed_phone(typed)


@given(
    number=national_numbers(),
    cut=st.integers(1, 10),
    fields=st.sampled_from(["street-box", "street-email", "box-email"]),
)
def test_a_national_number_that_is_split_over_two_fields_is_refused(number: str, cut: int, fields: str) -> None:
    """D13"""
    first, second = fields.split("-")
    parts = {"street": "", "box": "", "email": ""} | {first: f"Straat {number[:cut]}", second: number[cut:]}
    with pytest.raises(IdentificationError, match="een stuk van een rijksregisternummer"):
        check_together(**parts)


@given(number=national_numbers(), off=st.integers(1, 96))
def test_eleven_digits_with_another_check_are_no_national_number(number: str, off: int) -> None:
    wrong = (int(number[9:]) - 1 + off) % 97 + 1
    valid = {97 - int(century + number[:9]) % 97 for century in ("", "2")}
    assert holds_national_number(f"{number[:9]}{wrong:02}") == (wrong in valid)


# --- dates, phones, mail and web addresses, words --------------------------------------------------------------------

MONTHS = [
    "januari|janvier|January|jan", "februari|février|February|feb", "maart|mars|March|mrt", "april|avril|April|apr",
    "mei|mai|May|mei", "juni|juin|June|jun", "juli|juillet|July|jul", "augustus|août|August|aug",
    "september|septembre|September|sep", "oktober|octobre|October|okt", "november|novembre|November|nov",
    "december|décembre|December|dec",
]  # fmt: skip


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A day in the ways people write one."""
    day, month, year = draw(st.integers(1, 31)), draw(st.integers(1, 12)), draw(st.integers(1950, 2026))
    sign = draw(st.sampled_from(["/", ".", "-", "–", " ", " / ", ". ", "−", "_", "·"]))
    shown_day, shown_month = draw(st.sampled_from([(f"{day:02}", f"{month:02}"), (str(day), str(month))]))
    name = draw(st.sampled_from(MONTHS[month - 1].split("|")))
    as_in_a_number = draw(st.sampled_from([".", "-", " ", ". ", "–"]))
    text = draw(
        st.sampled_from(
            [
                sign.join([shown_day, shown_month, str(year)]),
                sign.join([shown_day, shown_month, f"{year % 100:02}"]),
                sign.join([str(year), f"{month:02}", f"{day:02}"]),
                as_in_a_number.join([f"{year % 100:02}", f"{month:02}", f"{day:02}"]),
                f"{day} {name} {year}",
                f"{day} {name.upper()} {year}",
                f"{day}-{name}-{year}",
                f"{day} {name}. {year % 100:02}",
                f"{day:02}{month:02}{year}",
                f"{year}{month:02}{day:02}",
            ]
        )
    )
    zero = ord(draw(st.sampled_from("0٠０")))
    return "".join(chr(zero + int(sign)) if sign.isdigit() else sign for sign in text)


@settings(max_examples=400)
@given(
    date=dates(),
    around=st.sampled_from(["Dorpsstraat 22 {}", "Dorpsstraat {}", "{}", "Dorpsstraat 22, geb. {}", "Straat 2 ({})"]),
)
def test_a_street_line_holds_no_date(date: str, around: str) -> None:
    """D13, R62"""
    assert "bijvoorbeeld Dorpsstraat 22" in refusal("street", around.format(date))


@given(date=dates(), around=st.sampled_from(["{}", "bus 3 {}", "links, {}"]))
def test_a_box_holds_no_date(date: str, around: str) -> None:
    assert "bijvoorbeeld 3 of gelijkvloers links" in refusal("box", around.format(date))


@given(date=dates(), field=st.sampled_from(["first_name", "last_name"]))
def test_a_name_holds_no_date(date: str, field: str) -> None:
    assert refusal(field, f"Noor {date}")


@st.composite
def phones(draw: st.DrawFn) -> str:
    """A phone number as people write one, with or without its country."""
    start = draw(st.sampled_from(["0470", "0032470", "+32470", "+32 (0)470", "014", "02", "+212661", "0661"]))
    sign = draw(st.sampled_from(["", " ", ".", "/", "-", " - ", "·"]))
    rest = f"{draw(st.integers(0, 999_999)):06}"
    return sign.join([start, *(rest[place : place + 2] for place in (0, 2, 4))])


@given(
    phone=phones(),
    field=st.sampled_from(["street", "box", "first_name", "last_name", "municipality"]),
    word=st.sampled_from(["", "tel ", "gsm: ", "☎ "]),
)
def test_a_phone_number_stands_in_no_other_field(phone: str, field: str, word: str) -> None:
    """D13"""
    for around in AROUND[field]:
        assert "bijvoorbeeld" in refusal(field, around.format(f"{word}{phone}"))


@given(
    local=st.from_regex(r"[a-z][a-z0-9.+_-]{0,12}", fullmatch=True),
    at=st.sampled_from(["@", "＠", " @ ", "﹫"]),
    field=st.sampled_from(["street", "box", "first_name", "last_name", "municipality"]),
)
def test_a_mail_address_stands_in_no_other_field(local: str, at: str, field: str) -> None:
    """D13"""
    for around in AROUND[field]:
        assert refusal(field, around.format(f"{local}{at}post.example"))


@pytest.mark.parametrize("page", ["www.an.example", "https://an.example/x", "facebook.com/an", "an.be"])
def test_a_web_address_stands_in_no_field(page: str) -> None:
    for field in ("street", "box", "first_name", "last_name"):
        assert refusal(field, f"Dorp {page}")


@pytest.mark.parametrize(
    ("street", "found"),
    [
        ("Dorpsstraat 22 (93.05.18 - 223.61)", "rijksregisternummer"),
        ("93.05.18- 223.61", "rijksregisternummer"),
        ("930518 - 22361", "rijksregisternummer"),
        ("Dorpsstraat 93, tel 0470 00 00 00, kind geboren 18/05/2024", "een datum"),
        ("Dorpsstraat 93, tel 0470 00 00 00", "een telefoonnummer"),
        ("Dorpsstraat 22, 18 mei 2024", "een datum"),
        ("Laan van 18 mei 2024", "een datum"),
        ("Mei 2024", "een datum"),
        ("Straat 1, geen inkomen, 3 kinderen", "uitleg over de cliënt"),
        ("Dorpsstraat 22 zwanger", "uitleg over de cliënt"),
        ("Dorpsstraat 22 autisme", "uitleg over de cliënt"),
        ("zwanger", "uitleg over de cliënt"),
        ("geen inkomen 3", "uitleg over de cliënt"),
        ("Dorpsstraat 22 an@post.example", "een e-mailadres"),
        ("Dorpsstraat 22 www.an.example", "een webadres"),
        ("Dorpsstraat 22. Zij wacht op hulp.", "geen straat of huisnummer"),
        ("Dorpsstraat 22 kind", "geen straat of huisnummer"),
        ("Dorpsstraat 22 - let op de hond", "geen straat of huisnummer"),
        ("Dorpsstraat 22, 2260 Westerlo", "geen straat of huisnummer"),
        ("p/a Jan Peeters, Dorpsstraat 22", "geen straat of huisnummer"),
        ("c/o Peeters, Dorpsstraat 22", "geen straat of huisnummer"),
        ("Dorpsstraat 22 bij moeder", "geen straat of huisnummer"),
        ("Dorpsstraat 22!", "geen straat of huisnummer"),
        ("Dorpsstraat ٢٢", "geen straat of huisnummer"),
        ("22", "geen straat of huisnummer"),
        ("z/n", "geen straat of huisnummer"),
        ("Dorp 12345678", "een telefoonnummer of een ander nummer"),
        ("Bij oma 3", "met een hoofdletter"),
        ("kind 3", "met een hoofdletter"),
        ("zonder vast adres", "Is er geen adres om door te geven?"),
        ("adres is geheim", "Is er geen adres om door te geven?"),
        ("dakloos", "Is er geen adres om door te geven?"),
        ("Sans domicile fixe", "Is er geen adres om door te geven?"),
        ("Verlorenkost", "Vul ook het huisnummer in"),
    ],
)
def test_a_street_line_holds_a_street_and_a_number_and_nothing_else(street: str, found: str) -> None:
    """D13: and the sentence says what does not belong there, and what does."""
    assert found in refusal("street", street)


@pytest.mark.parametrize(
    "box",
    [
        "zwanger",
        "kind",
        "kinderen 3",
        "bus 3 zwanger",
        "geen inkomen",
        "hiv",
        "links, kind slaapt",
        "bellen bij buur",
        "04 70 12 34",
    ],
)
def test_a_box_holds_a_box_and_nothing_else(box: str) -> None:
    """D13"""
    assert "Vul alleen de bus in, bijvoorbeeld 3 of gelijkvloers links." in refusal("box", box)


@pytest.mark.parametrize("field", ["first_name", "last_name"])
@pytest.mark.parametrize(
    "name",
    [
        "van den Berg gescheiden van Piet", "Peeters kind ziek", "Peeters spreekt Arabisch", "Noor (zwanger)",
        "ZWANGER", "ex-man Piet", "moeder van Lina", "Moeder van Lina", "Noor - zus van An", "weduwe van Jan",
        "Peeters geb. Janssens", "Mevrouw Peeters", "veuve de Jean", "Jan3", "Jan ②", "Jan III²", "-", ".", "1",
        "Peeters?", 'Jan "Jef"', "onbekend", "Jan geboren 12-03-1990", "<b>Peeters</b>",
        "Familie Peeters", "Fam. Peeters", "GEZIN PEETERS", "Moeder Emma", "De weduwe",
    ],
)  # fmt: skip
def test_a_name_holds_no_digit_and_no_remark(field: str, name: str) -> None:
    """D13"""
    assert "bijvoorbeeld" in refusal(field, name)


JOINED = [
    "Noor en Bas", "Noor EN Bas", "Noor En Bas", "Noor & Bas", "Noor＆Bas", "Noor + Bas", "Noor/Bas", "Noor, Bas",
    "Noor; Bas", "Noor | Bas", "Noor et Bas", "Noor and Bas", "Noor und Bas", "Ayşe ve Ali", "Ana și Ion", "Ana şi Ion",
    "Arta dhe Besa", "Lan và Minh", "Анна и Иван", "Оксана та Іван", "Оксана і Іван", "Ελένη και Νίκος", "ليلى و محمد",
    "زهرا و احمد", "ნინო და გია", "Անի և Արամ", "अनिता और राम", "张伟和李娜", "王芳与李强",
    "Noor met Bas", "Noor ou Bas",
    "Noor plus Bas", "Ali ile Ayşe", "Faduma iyo Ali", "Juan y María", "Maria e João", "Jan i Anna", "JAN I ANNA",
    "Petra a Jan",
]  # fmt: skip


@pytest.mark.parametrize("name", JOINED)
def test_a_first_name_holds_no_second_person_in_any_language(name: str) -> None:
    """R9, D13: in whatever language "and" is written."""
    assert refusal("first_name", name)


@pytest.mark.parametrize("asked", ["bel 2x", "bel links", "bel", "2 x bel"])
def test_a_request_to_ring_is_no_box(asked: str) -> None:
    """D13: "bel" names a floor only as a bel-etage."""
    assert not is_box(asked)
    assert is_box("bel-etage links")
    assert is_box("bel étage")
