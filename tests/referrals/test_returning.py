"""Who comes back is found by the name and one other detail, erased or not, and nobody else is (D16, ADR 0052)."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReturnedAnswers
from audit.models import AuditEvent
from consent.models import Withdrawal
from law.identification import Address, Identification, Name
from law.roles import Role
from referrals import actions
from referrals.actions.returning import keep_fingerprints
from referrals.models import Call, ClientFingerprint, Defect, Referral, ReportedBy, SpokeWith
from referrals.terms.returning import known, known_of
from tests.builders.accounts import a_user
from tests.builders.directory import a_team
from tests.builders.referrals import a_referral
from vault.blind_index import blind_index

pytestmark = pytest.mark.django_db
NAME = "Jan Piet", "Vandenberghe"
ADDRESS = Address(street="Sint-Jansstraat 22/1", box="3", postal_code="9999", municipality="Voorbeelddorp")
JAN = Identification(
    name=Name(first_name="Jan-Piet", last_name="Van den Bérghe"),
    address=ADDRESS,
    phone="+32470000012",
    email="Jan@Post.example",
)


@pytest.fixture(autouse=True)
def nobody_searched_before(db):
    cache.clear()


def remembered(identification=JAN, *, erased: bool = True, **options) -> Referral:
    """A referral of this client, sent and erased."""
    referral = a_referral(sent=True, **options)
    referral.identification = identification
    referral.save()
    keep_fingerprints(referral)
    if erased:
        assert actions.erase(referral.pk, at=timezone.now() + timedelta(days=91))
        referral.refresh_from_db()
    return referral


def another(referral, identification, **options) -> Referral:
    """One more client of the same team and receiver."""
    same = {"team": referral.team, "partner": referral.partner, "filed_by": referral.filed_by}
    return remembered(identification, **{**same, **options})


def found(first: str, last: str, **details: str) -> bool:
    return bool(actions.of_client(Referral.objects.all(), known((first, last), **details)))


class TestWhatTheWorldSends:
    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("Jan-Piet", "Van den Bérghe"),
            ("jan piet", "van den berghe"),
            ("JAN PIET", "VANDENBERGHE"),
            ("Janpiet", "Vandenberghe"),
            ("Van den Berghe", "Jan-Piet"),
            ("Piet Jan", "Berghe"),
            ("Jan-Piet", "Berghe, van den"),
            ("Jan Piet", "Van den Be\u0301rghe"),
            ("", "Jan Piet Van den Berghe"),
            ("", "Van den Berghe Jan-Piet"),
        ],
    )
    def test_a_name_in_any_order_case_and_accent_with_or_without_small_words(self, first, last):
        remembered()
        assert found(first, last, phone="0470000012")

    @pytest.mark.parametrize(
        ("kept", "typed"),
        [
            (("Şükrü", "Yıldız"), ("sukru", "YILDIZ")),
            (("Łukasz", "Żółć"), ("Lukasz", "Zolc")),
            (("Marie-Claire", "D'Hondt"), ("marie claire", "Dhondt")),
            (("Fatima", "El Amrani"), ("FATIMA", "Elamrani")),
            (("Fatima", "Ben Ali"), ("Fatima", "Ali")),
            (("Jørgen", "Straße"), ("Jorgen", "Strasse")),
            (("Олена", "Шевченко"), ("ОЛЕНА", "шевченко")),
            (("محمد", "العلي"), ("محمد", "العلي")),
        ],
    )
    def test_a_name_of_any_script(self, kept, typed):
        name = Name(first_name=kept[0], last_name=kept[1])
        remembered(Identification(name=name, address=ADDRESS, phone="+32470000012", email=None))
        assert found(*typed, phone="0470000012")

    @pytest.mark.parametrize(
        "phone",
        ["0470 00 00 12", "+32 470 00.00.12", "0032470/000012", "(0470) 00-00-12", "٠٤٧٠ ٠٠ ٠٠ ١٢", "32470000012"],
    )
    def test_a_phone_number_in_any_notation(self, phone):
        remembered()
        assert found(*NAME, phone=phone)

    def test_a_foreign_number_without_its_country(self):
        remembered(Identification(name=JAN.name, address=ADDRESS, phone="+212661123456", email=None))
        assert found(*NAME, phone="0661 12 34 56")

    @pytest.mark.parametrize(
        ("street", "code"),
        [
            ("Sint-Jansstraat 22/1", "9999"),
            ("st jansstr. 22", "9999"),
            ("St.-Jans straat 22 bus 3", "9999"),
            ("SINT JANSSTRAAT 22A", "9999"),
        ],
    )
    def test_an_address_in_any_notation(self, street, code):
        remembered()
        assert found(*NAME, street=street, postal_code=code)

    def test_an_e_mail_address_in_any_case(self):
        remembered()
        assert found(*NAME, email=" JAN@post.EXAMPLE ")

    def test_a_client_with_one_name_and_without_address(self):
        one = Identification(
            name=Name(first_name=None, last_name="Suharto"), address=None, phone="+32470000013", email=None
        )
        remembered(one)
        assert found("", "Suharto", phone="0470000013")
        assert not found("Suharto", "", street=ADDRESS.street, postal_code="9999")
        assert {row.detail for row in ClientFingerprint.objects.all()} == {"phone"}

    @pytest.mark.parametrize(
        ("name", "details"),
        [
            (("Piet", "Van den Berghe"), {"phone": "0470000012"}),
            (("Jan-Piet", "Van den Berg"), {"phone": "0470000012"}),
            (NAME, {"phone": "0470000013"}),
            (NAME, {"email": "jan@elders.example"}),
            (NAME, {"street": "Sint-Jansstraat 24", "postal_code": "9999"}),
            (NAME, {"street": "Sint-Jansstraat 22", "postal_code": "9998"}),
            (NAME, {}),
        ],
    )
    def test_another_name_or_another_detail_finds_nobody(self, name, details):
        remembered()
        assert not found(*name, **details)


class TestTheTable:
    def test_tells_nothing_to_who_has_the_database_but_not_the_key(self, settings):
        """Not who it is, and not even that two rows are of the same client."""
        first = remembered()
        another(first, JAN)
        with connection.cursor() as cursor:
            cursor.execute("SELECT encode(by_words, 'hex'), encode(by_letters, 'hex') FROM referrals_clientfingerprint")
            kept = [value for row in cursor.fetchall() for value in row]
            cursor.execute("SELECT f::text FROM referrals_clientfingerprint f")
            rows = " ".join(row for (row,) in cursor.fetchall()).casefold()
        assert len(kept) == len(set(kept)) == 2 * 3 * 2
        for secret in ("berghe", "piet", "jans", "70000012", "post.example"):
            assert secret not in rows
        text = known_of(JAN)[0].by_words
        guesses = {blind_index(purpose, text).hex() for purpose in ("referrals.person", "referrals.returning")}
        assert not guesses & set(kept)
        settings.VAULT_KEYS = {1: b"x" * 32}  # whoever guesses right, without the key
        assert not found(*NAME, phone="0470000012")

    def test_goes_on_a_day_of_its_own(self):
        referral = remembered()
        assert {row.ends_on.isoformat() for row in referral.fingerprints.all()} == {"2036-11-23"}
        actions.erase_expired(at=timezone.now())
        assert ClientFingerprint.objects.count() == 3
        ClientFingerprint.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
        actions.erase_expired(at=timezone.now())
        assert not ClientFingerprint.objects.exists()

    def test_follows_a_correction(self, now):
        referral = remembered(erased=False)
        correction = actions.report_defects(
            referral, defects={"phone_defect": Defect.WRONG}, how=ReportedBy.OURSELVES, by=referral.filed_by,
            at=timezone.now(),
        )  # fmt: skip
        call = Call(on=timezone.localdate(), spoke_with=SpokeWith.SOCIAL_WORKER)
        right = Identification(name=JAN.name, address=ADDRESS, phone="+32470000099", email=None)
        actions.correct(correction, identification=right, call=call, by=referral.filed_by, at=timezone.now())
        assert found(*NAME, phone="0470000099")
        assert not found(*NAME, phone="0470000012")


class TestThePageOfTheTeam:
    @pytest.fixture
    def referral(self, now) -> Referral:
        return remembered()

    @pytest.fixture
    def client(self, referral, signed_in):
        return signed_in(referral.filed_by)

    def search(self, client, **typed):
        return client.post(
            reverse("referrals:returning"), {"first_name": "jan piet", "last_name": "vandenberghe", **typed}
        )

    def test_leads_to_the_erased_referral_where_withdrawing_and_the_dossier_work(self, referral, client):
        page = self.search(client, phone="0470/00.00.12").text
        assert "Wij vinden één aanmelding" in page
        assert reverse("referrals:referral", args=[referral.reference]) in page
        answers = {"on": "23/11/2026", "told_by": "client", "told_to": "recorder", "channel": "mail"}
        client.post(reverse("referrals:withdraw", args=[referral.reference]), answers)
        assert Withdrawal.objects.count() == 1
        assert referral.deletion_notices.count() == 1
        assert "Wat wij van u weten" in client.post(reverse("referrals:dossier", args=[referral.reference])).text

    def test_finds_nothing_of_another_team(self, referral, signed_in):
        elsewhere = signed_in(a_user(Role.TEAM_MEMBER, a_team("Team Elders")))
        assert "Wij vinden niets" in self.search(elsewhere, phone="0470000012").text

    def test_leaves_nothing_that_was_typed_in_an_address_a_log_or_the_trail(self, referral, client, caplog):
        caplog.set_level("DEBUG")
        answer = super(type(client), client).post(
            reverse("referrals:returning"),
            {"last_name": "Vandenberghe", "first_name": "Janpiet", "phone": "0470000012"},
        )
        assert answer.status_code == 303
        assert re.fullmatch(r"/aanmeldingen/terug/\?opnieuw=[0-9a-f-]{36}", answer.url)
        event = AuditEvent.objects.get(event="client_searched")
        assert event.details == {"found": 1, "scope": "team"}
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM accounts_returnedanswers")
            (sealed,) = cursor.fetchone()
            cursor.execute("SELECT session_data FROM django_session")
            sessions = repr(cursor.fetchall())
        for place in (caplog.text, sessions, repr(bytes(sealed)), repr(event.details)):
            assert "andenberghe" not in place
            assert "0470000012" not in place
        assert "Vandenberghe" in ReturnedAnswers.objects.get().content  # sealed, and gone within the hour

    def test_tells_two_with_one_name_at_one_address_apart_by_questions_that_show_nothing(self, referral, client):
        """Father and son: both names are the same, the phones are not asked to differ."""
        son = another(referral, JAN, filed_at=referral.filed_at - timedelta(days=300), channel="written")
        address = {"street": "Sint Jansstraat 22", "postal_code": "9999"}
        page = self.search(client, **address).text
        assert "Er zijn 2 aanmeldingen" in page
        for one in (referral, son):
            assert one.reference not in page
        assert "In welk jaar sprak de cliënt" in page
        page = self.search(client, **address, channel="written").text
        assert son.reference in page
        assert referral.reference not in page
        assert "Niets past bij alle antwoorden" in self.search(client, **address, language="fr").text

    def test_asks_the_same_questions_with_the_same_answers_whoever_was_found(self, referral, client):
        another(referral, JAN, channel="written")
        twins = [
            Identification(name=Name(first_name=first, last_name="Tweeling"), address=ADDRESS, phone=None, email=None)
            for first in ("Noor", "Nora")
        ]
        for one in (*twins, twins[0]):
            another(referral, one)
        address = {"street": "Sint Jansstraat 22", "postal_code": "9999"}
        pages = [
            self.search(client, **address).text,
            self.search(client, **address, first_name="Noor", last_name="Tweeling").text,
        ]
        questions = [page[page.index("Vragen aan de cliënt") : page.index("</main>")] for page in pages]
        assert questions[0] == questions[1]
        assert (
            "Wij vinden één aanmelding" in self.search(client, **address, first_name="Nora", last_name="Tweeling").text
        )

    def test_shows_what_asking_cannot_tell_apart_with_a_warning(self, referral, client):
        again = another(referral, JAN)
        page = self.search(client, phone="0470000012", year="2026", month="11", language="nl").text
        assert "Er blijven 2 aanmeldingen over" in page
        assert "Doe niets op goed geluk" in page
        assert referral.reference in page
        assert again.reference in page

    def test_gives_nothing_to_who_tries_many_names(self, referral, client, settings):
        for _ in range(40):
            assert "Wij vinden niets" in self.search(client, phone="0499999999").text
        refused = client.post(
            reverse("referrals:returning"),
            {"first_name": "Jan Piet", "last_name": "Vandenberghe", "phone": "0470000012"},
            follow=True,
        ).text
        assert "U zocht te vaak" in refused
        assert referral.reference not in refused
        assert AuditEvent.objects.filter(event="client_searched").count() == 40

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"first_name": "", "last_name": ""}, "Vul de naam van de cliënt in."),
            ({}, "Vul ook het adres, het telefoonnummer of het e-mailadres in."),
            ({"street": "Dorpsstraat 1"}, "Vul bij een adres de straat en de postcode in."),
            ({"postal_code": "999"}, "Typ een postcode van vier cijfers"),
            ({"phone": "12"}, "Typ een volledig telefoonnummer"),
            ({"email": "jan"}, "Typ een volledig e-mailadres"),
            ({"phone": "\x00"}, "Controleer uw antwoorden"),
            ({"phone": "0470000012", "year": "1"}, "Controleer uw antwoorden"),
            ({"first_name": "123", "last_name": "90.01.01-123.45", "phone": "0470000012"}, "Wij vinden niets"),
            ({"street": "Kind heeft koorts", "postal_code": "9999"}, "Wij vinden niets"),
        ],
    )
    def test_says_what_is_missing(self, client, typed, sentence):
        assert sentence in self.search(client, **typed).text


class TestThePageOfTheDpo:
    def test_tells_team_and_reference_of_any_team_and_nothing_else(self, now, signed_in):
        referral = remembered(erased=False)
        client = signed_in(a_user(Role.AUDITOR))
        page = client.post(
            reverse("referrals:returning_anywhere"),
            {"first_name": "Jan Piet", "last_name": "Vandenberghe", "email": "jan@post.example"},
        ).text
        assert referral.reference in page
        assert referral.team.name in page
        for secret in (referral.partner.name, "Sint-Jansstraat", referral.filed_by.name, "23 november"):
            assert secret not in page
        event = AuditEvent.objects.get(event="client_searched")
        assert event.details == {"found": 1, "scope": "everywhere"}
        assert client.get(reverse("referrals:referral", args=[referral.reference])).status_code == 403

    def test_finds_nothing_for_who_does_not_know_the_client(self, now, signed_in):
        remembered()
        client = signed_in(a_user(Role.AUDITOR))
        page = client.post(
            reverse("referrals:returning_anywhere"), {"last_name": "Berghe", "email": "jan@post.example"}
        ).text
        assert "Wij vinden niets" in page
