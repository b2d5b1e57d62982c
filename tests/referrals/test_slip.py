"""What a client takes home: reference, code and all that must be known later, naming nobody (D15, D35)."""

import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from consent import client_words
from consent.models import Language
from law.refusal import Refusal
from referrals import actions
from referrals.models import Slip
from referrals.terms import slip_code
from referrals.terms.reference import read_reference
from tests.referrals.steps import withdraw

REFERENCE = "K7QM-4TRX"


def make(referral, language=Language.DUTCH) -> str:
    return actions.make_slip(referral, language=language, by=referral.filed_by, at=timezone.now())


@pytest.mark.parametrize("language", client_words.LANGUAGES)
def test_the_slip_says_everything_in_the_clients_language_with_the_dutch_beside_it_and_names_nobody(
    now, referral, signed_in, language
):
    """D15: reference, what went to whom, how long each side keeps it, how to take it back, whom to call."""
    page = signed_in(referral.filed_by).post(
        reverse("referrals:slip", args=[referral.reference]), {"language": language}
    )
    text = re.sub(r"<[^>]+>|[\u2066-\u2069]", "", page.content.decode())
    article = text[text.index(client_words.slip(language, **dict.fromkeys(FACTS, "x")).title) :]
    phone = referral.team.phone_display.replace(" ", "\u00a0")
    for shown in (referral.reference, referral.team.name, referral.partner.name, "30", "90", phone):
        assert shown in article
    assert "testserver/stop" in article
    assert ("Wilt u dit niet meer?" in article) is True
    assert len(re.findall(r"<span>[0-9]{3}</span>", page.content.decode())) == slip_code.LENGTH / 3
    for secret in (referral.first_name, referral.last_name, referral.street, referral.filed_by.name):
        assert secret not in article


FACTS = ("team", "receiver", "phone", "address", "days_opened", "days_sent")


def test_of_the_code_only_a_keyed_fingerprint_is_kept(referral):
    """D35: as long as the proof of consent."""
    code = make(referral)
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM referrals_slip s UNION ALL SELECT a::text FROM audit_auditevent a")
        rows = " ".join(row for (row,) in cursor.fetchall())
    assert code not in rows
    assert slip_code.digest(referral.reference, code).hex() in rows
    assert Slip.objects.get().ends_on.isoformat() == "2036-11-23"


def test_a_new_print_makes_a_new_code_and_ends_the_one_before_it(referral):
    first, second = make(referral), make(referral, Language.TURKISH)
    assert first != second
    (working,) = Slip.objects.current()
    assert bytes(working.digest) == slip_code.digest(referral.reference, second)
    events = AuditEvent.objects.filter(event="slip_made").order_by("pk")
    assert [event.details["language"] for event in events] == ["nl", "tr"]


@pytest.mark.parametrize("ending", ["erased", "withdrawn"])
def test_there_is_no_slip_any_more_once_the_data_are_erased_or_the_consent_is_withdrawn(
    now, referral, signed_in, ending
):
    if ending == "erased":
        now.shift(timezone.timedelta(days=91))
        assert actions.erase(referral.pk, at=timezone.now())
    else:
        withdraw(referral)
    referral.refresh_from_db()
    with pytest.raises(Refusal, match="kan niet meer"):
        make(referral)
    member = signed_in(referral.filed_by)
    assert member.get(reverse("referrals:slip", args=[referral.reference])).status_code == 302
    assert (
        "Blad voor de cliënt"
        not in member.get(reverse("referrals:referral", args=[referral.reference])).content.decode()
    )


def test_another_language_gets_the_dutch_slip(referral, now, signed_in):
    referral.consent.__class__.objects.none()
    page = signed_in(referral.filed_by).get(reverse("referrals:slip", args=[referral.reference]))
    assert "een andere taal" not in page.content.decode()
    assert client_words.spoken(Language.OTHER) == "nl"


def test_every_language_has_the_same_sentences_with_the_same_places_to_fill():
    for code in client_words.LANGUAGES:
        slip = client_words.slip(code, **{name: f"<{name}>" for name in FACTS})
        dutch = client_words.slip("nl", **{name: f"<{name}>" for name in FACTS})
        for name, text in vars(slip).items():
            assert set(re.findall("<[a-z_]+>", text)) == set(re.findall("<[a-z_]+>", vars(dutch)[name])), (code, name)
        assert all(vars(client_words.stop(code)).values())


class TestTheCode:
    @pytest.mark.parametrize(
        "typed",
        [
            "{0} {1} {2} {3} {4} {5} {6}",
            "{0}-{1}-{2}-{3}-{4}-{5}-{6}",
            "  {0}{1}{2}{3}.{4}{5}{6}\t",
            "{0}\u00a0{1}\u202f{2}\u2009{3} {4} {5} {6}",
            "\u2067{0}{1}{2}{3}{4}{5}{6}\u2069",
        ],
    )
    def test_is_read_however_it_is_spaced(self, typed):
        code = slip_code.new_code(REFERENCE)
        assert slip_code.read_code(typed.format(*slip_code.in_groups(code))) == code

    @pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u0966", "\uff10"])
    def test_is_read_in_the_digits_of_another_script(self, zero):
        code = slip_code.new_code(REFERENCE)
        assert slip_code.read_code("".join(chr(ord(zero) + int(digit)) for digit in code)) == code

    def test_is_read_with_letters_that_look_like_digits(self):
        assert slip_code.read_code("o10 Il| 2zZ 5sS 8bB 000 OО0") == "010111222555888000000"

    @pytest.mark.parametrize("typed", ["", "12", "x" * 21, "0" * 20, "0" * 22, "123456789012345678 90A", "👍" * 21])
    def test_is_refused_when_it_cannot_be_one(self, typed):
        assert slip_code.read_code(typed) is None

    def test_finds_every_slip_of_one_digit_and_every_two_digits_that_changed_places(self):
        code = slip_code.new_code(REFERENCE)
        for place, digit in enumerate(code):
            others = (code[:place] + other + code[place + 1 :] for other in "0123456789" if other != digit)
            assert not any(slip_code.is_well_typed(REFERENCE, one) for one in others)
        for place in range(len(code) - 1):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert swapped == code or not slip_code.is_well_typed(REFERENCE, swapped)

    def test_does_not_fit_another_reference(self):
        code = slip_code.new_code(REFERENCE)
        others = [f"K7QM-4TR{sign}" for sign in "0123456789ABCDEFGHJKMNPQRSTVWYZ"]
        assert not any(slip_code.is_well_typed(one, code) for one in others)

    @pytest.mark.parametrize(
        "typed",
        [
            "k7qm4trx",
            "K7QM 4TRX",
            " k7qm–4trx ",
            "К7QМ-4ТRХ",
            "k7qm.4trx.",
            "Ｋ７ＱＭ４ＴＲＸ",
            "\u200fK7QM-4TRX",
            "K٧QM-٤TRX",
        ],
    )
    def test_goes_with_a_reference_in_any_writing(self, typed):
        assert read_reference(typed) == REFERENCE

    def test_goes_with_a_reference_whose_letters_look_like_digits(self):
        assert read_reference("OIL0-uU11") == "0110-VV11"
