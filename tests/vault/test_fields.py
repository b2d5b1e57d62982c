import pytest
from django.db import IntegrityError, connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from tests.vault.sealed_app.models import Letter, Postcard
from tests.vault.sealed_app.rows import SECRET, loaded, put, raw
from vault.key_ring import VaultError

pytestmark = pytest.mark.usefixtures("sealed_tables")

OLD, NEW = bytes(range(32)), bytes(range(32, 64))


@pytest.mark.parametrize("text", ["", "a", SECRET, "é漢字\u202e\x00\n", "\ud800", "x" * 100_000])
def test_text_comes_back_as_it_went_in(text):
    assert loaded(Letter.objects.create(secret=text)).secret == text


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"%PDF-1.7" * 10_000])
def test_bytes_come_back_as_they_went_in(content):
    assert loaded(Letter.objects.create(secret="", scan=content)).scan == content


def test_what_was_set_can_be_read_before_and_after_saving():
    letter = Letter(secret=SECRET)
    assert letter.secret == SECRET
    letter.save()
    assert letter.secret == SECRET
    letter.secret = "another"
    assert letter.secret == "another"
    letter.save()
    assert loaded(letter).secret == "another"


def test_nothing_stays_null_and_can_be_looked_up_as_such():
    empty, full = Letter.objects.create(secret=SECRET), Letter.objects.create(secret=SECRET, note="")
    assert raw(empty, "note") is None
    assert loaded(empty).note is None
    assert list(Letter.objects.filter(note__isnull=True)) == [empty]
    assert list(Letter.objects.exclude(note__isnull=True)) == [full]


def test_a_required_sealed_column_refuses_null():
    with pytest.raises(IntegrityError) as refusal:
        Letter.objects.create(note=SECRET)
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize(
    "fields", [{"secret": b"bytes"}, {"secret": 7}, {"secret": F("subject")}, {"secret": SECRET, "scan": "text"}]
)
def test_content_of_another_type_is_refused_without_naming_it(fields):
    with pytest.raises(VaultError) as refusal:
        Letter.objects.create(**fields)
    assert "takes" in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_bulk_create_seals_each_row_for_itself():
    letters = Letter.objects.bulk_create([Letter(secret=SECRET, scan=b"1"), Letter(secret=SECRET, scan=b"2")])
    assert raw(letters[0]) != raw(letters[1])
    assert [(loaded(letter).secret, loaded(letter).scan) for letter in letters] == [(SECRET, b"1"), (SECRET, b"2")]


def test_get_or_create_and_update_or_create_seal():
    letter, _ = Letter.objects.get_or_create(subject="one", defaults={"secret": SECRET})
    Letter.objects.update_or_create(subject="one", defaults={"secret": "second"})
    assert SECRET.encode() not in raw(letter)
    assert loaded(letter).secret == "second"


def test_the_database_holds_no_plain_text_and_31_bytes_more():
    letter = Letter.objects.create(secret=SECRET, note=SECRET, scan=SECRET.encode())
    for column in ("secret", "note", "scan"):
        assert b"Lotte" not in raw(letter, column)
        assert len(raw(letter, column)) == len(SECRET.encode()) + 31


def test_each_save_makes_another_ciphertext():
    letter = Letter.objects.create(secret=SECRET)
    first = raw(letter)
    letter.save()
    assert raw(letter) != first
    assert loaded(letter).secret == SECRET


def test_no_statement_that_leaves_for_the_database_contains_the_text():
    with CaptureQueriesContext(
        connection,
    ) as captured:
        letter = Letter.objects.create(secret=SECRET)
        letter.save(update_fields=["secret"])
        Letter.objects.bulk_create([Letter(secret=SECRET)])
    assert len(captured) == 3
    statements = " ".join(query["sql"] for query in captured)
    assert "Lotte" not in statements
    assert b"Lotte".hex() not in statements


def test_a_ciphertext_of_another_row_does_not_open():
    one, other = Letter.objects.create(secret=SECRET), Letter.objects.create(secret="other")
    put(other, raw(one))
    with pytest.raises(VaultError, match="another row"):
        _ = loaded(other).secret


def test_a_ciphertext_of_another_column_does_not_open():
    letter = Letter.objects.create(secret=SECRET, note="note")
    put(letter, raw(letter, "note"))
    with pytest.raises(VaultError, match="another row, column"):
        _ = loaded(letter).secret


def test_a_ciphertext_of_another_table_does_not_open():
    letter = Letter.objects.create(secret=SECRET)
    postcard = Postcard.objects.create(pk=letter.pk, secret="postcard")
    put(postcard, raw(letter))
    with pytest.raises(VaultError, match="or table"):
        _ = loaded(postcard).secret


def test_plain_text_put_into_the_column_does_not_open_and_is_not_shown():
    letter = Letter.objects.create(secret=SECRET)
    put(letter, b"plain text that is longer than a header and a tag")
    with pytest.raises(VaultError) as refusal:
        _ = loaded(letter).secret
    assert "plain text" not in str(refusal.value)


def test_a_key_that_is_gone_is_named_by_number_only(settings):
    settings.VAULT_KEYS = {7: OLD}
    letter = Letter.objects.create(secret=SECRET)
    settings.VAULT_KEYS = {8: NEW}
    with pytest.raises(VaultError, match=r"^Key 7 is not in the key ring\.$"):
        _ = loaded(letter).secret


def test_saving_seals_under_the_newest_key(settings):
    settings.VAULT_KEYS = {7: OLD}
    letter = Letter.objects.create(secret=SECRET)
    settings.VAULT_KEYS = {8: NEW, 7: OLD}
    loaded(letter).save()
    settings.VAULT_KEYS = {8: NEW}
    assert loaded(letter).secret == SECRET


def test_a_tampered_row_still_loads_and_its_other_columns_are_readable():
    letter = Letter.objects.create(secret=SECRET, note="note")
    put(letter, b"\x01" * 60)
    assert loaded(letter).note == "note"
