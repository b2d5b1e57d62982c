"""Days as people and scanners write them, and what a scanner may have made of a day or a number."""

from datetime import date

import pytest

from directory.notation import likely_day, likely_enterprise_number, read_day

FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    ["1/11/2024", "01-11-2024", "1.11.2024", "2024-11-01", "1 november 2024", "01 November  2024", "1nov.2024"],
)
def test_a_day_is_read_as_people_write_it(text):
    assert read_day(text) == date(2024, 11, 1)


@pytest.mark.parametrize(
    "text", ["", "81 november 2824", "1/11-2024", "30 februari 2024", "1 brumaire 2024", "١/١/٢٠٢٤"]
)
def test_what_is_no_day_is_not_read(text):
    with pytest.raises(ValueError, match=r"."):
        read_day(text)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("81 november 2824", date(2024, 11, 1)),
        ("3@ april 2024", date(2024, 4, 30)),
        ("l5/o9/2023", date(2023, 9, 15)),
        ("1/11/2824", date(2024, 11, 1)),
        ("38 april 20084", None),
        ("18/11/2824", None),
        ("31/12/2017", None),
        ("hallo", None),
        ("x" * 5000, None),
    ],
)
def test_the_one_day_that_a_scanner_may_have_misread_is_proposed(printed, meant):
    assert likely_day(printed, first=FIRST, last=LAST) == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("©886.886.638", "0886886638"),
        ("0886.886.63B", "0886886638"),
        ("0212.246.886", "0212246886"),
        ("hallo", ""),
        ("9" * 5000, ""),
    ],
)
def test_the_one_number_that_passes_mod_97_is_proposed(printed, meant):
    """R12."""
    assert likely_enterprise_number(printed) == meant
