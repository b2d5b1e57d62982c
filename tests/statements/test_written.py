"""A statement that is written once finds what its query set would, and what it cannot hold is refused."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Prefetch, QuerySet
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from accounts.models import User
from law.roles import Role
from outbox.models import Transmission, TransmissionStatus
from referrals import transmissions
from referrals.models import Correction, Referral
from statements.among import Keys
from statements.written import MOST_KEPT, counted_once, forget_all, one_written_once, save_fields, written_once
from tests.builders.accounts import a_user
from tests.builders.days import FILED_AT
from tests.builders.directory import a_team
from tests.builders.referrals import a_correction, a_referral

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def referral():
    return a_referral()


def with_key():
    @written_once
    def found(key: UUID) -> QuerySet[Referral]:
        return Referral.objects.filter(pk=key)

    return found


def columns_of(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_another_key_finds_another_row_and_nothing_is_written_again(referral, written_by_django):
    other = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by)
    found = with_key()
    assert found(referral.pk) == [referral]
    written_by_django.clear()
    assert found(other.pk) == [other]
    assert found(uuid4()) == []
    assert written_by_django == []


def test_a_moment_moves_and_what_is_reckoned_from_it(referral):
    @written_once
    def since(at: datetime) -> QuerySet[Referral]:
        return Referral.objects.filter(filed_at__gt=at - DAY)

    assert since(FILED_AT) == [referral]
    assert since(FILED_AT + DAY) == []
    assert since(FILED_AT + DAY - timedelta(microseconds=1)) == [referral]


def test_the_day_of_a_moment_moves_and_is_the_one_on_our_clocks(referral):
    person = a_user(bound_by_secrecy_since=date(2026, 11, 22))

    @written_once
    def of_all(at: datetime) -> QuerySet[User]:
        return User.objects.filter(bound_by_secrecy_since=timezone.localdate(at) - DAY)

    assert of_all(FILED_AT) == [person]
    late = datetime.fromisoformat("2026-11-22T23:30:00+00:00")  # the 23rd in Brussels
    assert of_all(late) == [person]
    assert of_all(late - timedelta(hours=1)) == []


def test_words_are_what_they_are_whatever_stands_in_them(referral):
    @written_once
    def named(name: str) -> QuerySet[User]:
        return User.objects.filter(name=name)

    for name in ("Jan 100% %s", "'); DROP TABLE x; --", "{}", "\\", "É\n"):
        person = a_user(name=name)
        assert named(name) == [person]
    assert named("Jan 100% %d") == []


def test_a_list_of_another_length_is_another_question_and_an_empty_one_finds_nothing(referral):
    @written_once
    def among(keys: list[UUID]) -> QuerySet[Referral]:
        return Referral.objects.filter(pk__in=keys)

    assert among([]) == []
    assert among([referral.pk]) == among([uuid4(), referral.pk]) == [referral]
    assert among([uuid4() for _ in range(60)] + [referral.pk]) == [referral]


def test_any_number_of_keys_is_one_question(referral, written_by_django):
    @written_once
    def among(keys: Keys, at: datetime) -> QuerySet[Referral]:
        return Referral.objects.filter(pk__among=keys, filed_at__lte=at)

    assert among(Keys([referral.pk]), FILED_AT) == [referral]
    written_by_django.clear()
    assert among(Keys([uuid4() for _ in range(2_000)] + [referral.pk]), FILED_AT) == [referral]
    assert among(Keys([uuid4()]), FILED_AT) == among(Keys(), FILED_AT) == []
    assert among(Keys([referral.pk]), FILED_AT - DAY) == []
    assert written_by_django == []


def test_a_moment_may_stand_behind_many_keys(referral):
    """As of somebody who works in many teams."""

    @written_once
    def among(keys: list[UUID], at: datetime) -> QuerySet[Referral]:
        return Referral.objects.filter(pk__in=keys, filed_at__lte=at)

    keys = [uuid4() for _ in range(60)] + [referral.pk]
    assert among(keys, FILED_AT) == [referral]
    assert among(keys, FILED_AT - DAY) == []


def test_what_is_the_same_twice_is_another_question_than_two_things(referral):
    @written_once
    def between(first: datetime, last: datetime) -> QuerySet[Referral]:
        return Referral.objects.filter(filed_at__gte=first, filed_at__lte=last)

    assert between(FILED_AT, FILED_AT) == [referral]
    assert between(FILED_AT - DAY, FILED_AT) == [referral]
    assert between(FILED_AT - DAY, FILED_AT - DAY) == []


def test_another_role_asks_another_question(referral):
    @written_once
    def visible(user: User) -> QuerySet[Referral]:
        return Referral.objects.visible_to(user)

    assert visible(referral.filed_by) == [referral]
    assert visible(a_user(Role.TEAM_MEMBER, a_team("Team Elders"))) == []
    assert visible(a_user(Role.SOCIAL_WORKER, referral.partner)) == []
    assert visible(a_user(Role.ADMINISTRATOR)) == []
    assert visible(a_user(Role.TEAM_MEMBER, referral.team)) == [referral]


def test_yes_is_another_question_than_one(referral):
    @written_once
    def first(is_all: bool | int) -> QuerySet[Referral]:
        return Referral.objects.all() if is_all is True else Referral.objects.none()

    assert (first(1), first(True)) == ([], [referral])


def test_how_many_are_counted(referral):
    @counted_once
    def how_many(keys: list[UUID], most: int) -> QuerySet[Referral]:
        return Referral.objects.filter(pk__in=keys).values("pk")[:most]

    other = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by)
    both = [referral.pk, other.pk]
    assert (how_many(both, 5), how_many(both, 1), how_many([], 5)) == (2, 1, 0)


def test_a_row_is_the_one_of_the_query_set_with_all_that_is_joined_to_it(referral, django_assert_num_queries):
    by_django = transmissions._subjects().get(pk=referral.pk)
    with django_assert_num_queries(1):
        found = transmissions._with_all(referral.pk)
        assert columns_of(found) == columns_of(by_django)
        for name in ("consent", "residence", "filed_by", "partner", "team"):
            assert columns_of(getattr(found, name)) == columns_of(getattr(by_django, name))
        assert not hasattr(found.consent, "withdrawal")
    assert found.last_name == by_django.last_name != ""


def test_what_is_fetched_along_is_that_of_these_rows(referral, django_assert_num_queries):
    @written_once
    def with_reports(key: UUID) -> QuerySet[Referral]:
        return Referral.objects.filter(pk=key).prefetch_related(Prefetch("corrections", Correction.objects.all()))

    other = a_referral(team=referral.team, partner=referral.partner, filed_by=referral.filed_by)
    report = a_correction(other)
    with django_assert_num_queries(4):
        assert list(with_reports(referral.pk)[0].corrections.all()) == []
        assert list(with_reports(other.pk)[0].corrections.all()) == [report]


def test_what_is_left_in_the_database_is_left_there(referral):
    @one_written_once
    def bare(key: UUID) -> QuerySet[Transmission]:
        return Transmission.objects.without_content().filter(pk=key)

    assert bare(referral.transmission_id).get_deferred_fields() == {"message", "password"}
    assert bare(uuid4()) is None


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_inside_a_transaction_only():
    for _ in range(2):  # written, and kept
        with transaction.atomic():
            assert transmissions._locked(uuid4(), wait=False) == []
        with pytest.raises(TransactionManagementError):
            transmissions._locked(uuid4(), wait=False)


@pytest.mark.parametrize(
    "make",
    [
        lambda key, at: Referral.objects.filter(pk=key, filed_at__lt=timezone.now()),
        lambda key, at: Referral.objects.filter(pk=OWN_KEY),
        lambda key, at: Referral.objects.filter(filed_at__lt=datetime(2000, 1, 1, tzinfo=at.tzinfo)),
        lambda key, at: User.objects.filter(bound_by_secrecy_since=date(2026, 1, 1)),
        lambda key, at: Referral.objects.filter(pk__among=Keys([OWN_KEY])),
    ],
    ids=["the clock", "a key of its own", "a moment of its own", "a day of its own", "keys of its own"],
)
def test_what_is_none_of_the_arguments_is_refused(make):
    with pytest.raises(ValueError, match="none of its arguments"):
        written_once(make)(uuid4(), FILED_AT)


OWN_KEY = uuid4()


@pytest.mark.parametrize(
    "make",
    [
        lambda key, at, words: Referral.objects.filter(reference=str(key)[:9]),
        lambda key, at, words: Referral.objects.filter(filed_at__year=at.year),
        lambda key, at, words: Referral.objects.filter(pk=key)[: at.month],
        lambda key, at, words: Referral.objects.filter(filed_at__gt=at.replace(hour=0, minute=0, second=0)),
        lambda key, at, words: Referral.objects.filter(filed_at__gt=at.replace(day=1)),
        lambda key, at, words: User.objects.filter(name=words.upper()),
        lambda key, at, words: User.objects.filter(name=words.strip()),
        lambda key, at, words: User.objects.filter(name__contains=words),
        lambda key, at, words: User.objects.filter(name=str(hash(words))),
        lambda key, at, words: Referral.objects.prefetch_related(
            Prefetch("corrections", Correction.objects.filter(pk=key))
        ),
    ],
)
def test_what_is_made_of_an_argument_is_refused(make):
    """It would be asked about the stand-in each time."""
    with pytest.raises(ValueError, match=r"cannot leave open|none of its arguments|fetches along"):
        written_once(make)(uuid4(), FILED_AT, "woord")


@pytest.mark.parametrize("given", [a_referral, list, b"", 1.5], ids=["a row", "rows", "bytes", "a fraction"])
def test_a_row_is_refused_and_its_key_asked(given):
    given = Referral.objects.all() if given is list else given() if callable(given) else given
    with pytest.raises(TypeError, match="give its key"):
        with_key()(given)


def test_no_more_is_kept_than_there_is_room_for(referral, written_by_django):
    @written_once
    def first(most: int) -> QuerySet[Referral]:
        return Referral.objects.all()[:most]

    for most in range(1, MOST_KEPT + 2):
        assert first(most) == [referral]
    assert len(written_by_django) == 2 * (MOST_KEPT + 1)
    written_by_django.clear()
    assert first(MOST_KEPT + 1) == [referral]
    assert written_by_django == []


def test_what_is_forgotten_is_written_anew(referral, written_by_django):
    found = with_key()
    assert found(referral.pk) == [referral]
    forget_all()
    written_by_django.clear()
    assert found(referral.pk) == [referral]
    assert written_by_django == ["Referral", "Referral"]


def test_fields_are_saved_as_django_saves_them_and_sealed(referral):
    mail = Transmission.objects.get(pk=referral.transmission_id)
    mail.message, mail.obstacles, mail.attempt_count = b"the bytes", ["a_code"], 1
    mail.status, mail.lease_until = TransmissionStatus.SENDING, FILED_AT + DAY
    mail.due_at = mail.due_at + DAY
    save_fields(mail, ["message", "obstacles", "status", "lease_until", "attempt_count"])
    saved = Transmission.objects.get(pk=mail.pk)
    assert (saved.message, saved.obstacles, saved.status) == (b"the bytes", ["a_code"], TransmissionStatus.SENDING)
    assert saved.lease_until == mail.lease_until
    assert saved.due_at != mail.due_at
    with connection.cursor() as cursor:
        cursor.execute("SELECT message FROM outbox_transmission WHERE id = %s", [mail.pk])
        assert b"the bytes" not in bytes(cursor.fetchone()[0])


def test_a_row_that_is_gone_is_not_saved():
    with pytest.raises(DatabaseError):
        save_fields(Transmission(), ["status"])


def test_the_test_of_every_test_sees_a_statement_that_depends_on_something_else(referral):
    """Each answer is held against Django while tests run (`tests/statements_compared.py`)."""
    most = [1]

    @written_once
    def first() -> QuerySet[Referral]:
        return Referral.objects.all()[: most[0]]

    assert first() == [referral]
    most[0] = 2
    with pytest.raises(AssertionError, match="first"):
        first()
    most[0] = 1
