import copy
import json
import pickle
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import call_command

from tests.vault.sealed_app.models import Letter, Postcard, ReadLetter
from tests.vault.sealed_app.rows import SECRET, loaded, raw
from vault.key_ring import VaultError

pytestmark = pytest.mark.usefixtures("sealed_tables")


@pytest.fixture
def openings(monkeypatch):
    """Counts how often a value is opened."""
    from vault import fields

    opened, unseal = [], fields.unseal
    monkeypatch.setattr(fields, "unseal", lambda sealed, **options: opened.append(1) or unseal(sealed, **options))
    return opened


def test_a_value_is_opened_at_the_first_reading_and_only_once(openings):
    letter = loaded(Letter.objects.create(secret=SECRET, note="note"))
    assert openings == []
    assert [letter.secret, letter.secret] == [SECRET, SECRET]
    assert len(openings) == 1


def test_saving_other_columns_does_not_open_or_touch_it(openings):
    letter = Letter.objects.create(secret=SECRET)
    before = raw(letter)
    again = loaded(letter)
    again.subject = "changed"
    again.save(update_fields=["subject"])
    assert raw(letter) == before
    assert openings == []


@pytest.mark.parametrize("only", [["secret"], ["subject", "secret"], ["subject"]])
def test_a_partly_loaded_row_gives_its_content(only):
    Letter.objects.create(secret=SECRET, note="note")
    letter = Letter.objects.only(*only).get()
    assert letter.get_deferred_fields() == {"subject", "secret", "note", "scan"} - set(only)
    assert (letter.secret, letter.note, letter.scan) == (SECRET, "note", None)
    assert letter.get_deferred_fields() == ({"subject"} - set(only))


def test_a_deferred_column_is_left_alone_by_save():
    made = Letter.objects.create(secret=SECRET)
    before = raw(made)
    letter = Letter.objects.defer("secret").get()
    letter.subject = "changed"
    letter.save()
    assert raw(made) == before
    assert letter.secret == SECRET


def test_refresh_from_db_shows_what_another_wrote():
    letter = Letter.objects.create(secret=SECRET, note="note")
    other = loaded(letter)
    other.secret, other.note = "changed", None
    other.save()
    letter.refresh_from_db(fields=["secret"])
    assert (letter.secret, letter.note) == ("changed", "note")
    letter.refresh_from_db()
    assert (letter.secret, letter.note) == ("changed", None)


def test_rows_reached_through_a_relation_give_their_content():
    letter = Letter.objects.create(secret=SECRET)
    Postcard.objects.create(letter=letter, secret="postcard")
    postcard = Postcard.objects.select_related("letter").get()
    assert (postcard.secret, postcard.letter.secret) == ("postcard", SECRET)
    assert str(Postcard.objects.values_list("letter__secret").get()) == "(<sealed>,)"


def test_a_proxy_and_a_raw_query_give_the_content():
    Letter.objects.create(secret=SECRET)
    assert ReadLetter.objects.get().secret == SECRET
    assert Letter.objects.raw("SELECT secret, id FROM sealed_app_letter")[0].secret == SECRET


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda letter: letter], ids=["copy", "deepcopy", "itself"]
)
@pytest.mark.parametrize("is_read_first", [True, False])
def test_a_copy_under_a_new_key_is_opened_under_the_old_and_sealed_under_the_new(copied, is_read_first):
    original = Letter.objects.create(secret=SECRET, note="note")
    duplicate = loaded(original)
    if is_read_first:
        assert duplicate.secret == SECRET
    duplicate = copied(duplicate)
    duplicate.pk = uuid.uuid4()
    duplicate._state.adding = True
    duplicate.save()
    assert Letter.objects.count() == 2
    assert (loaded(duplicate).secret, loaded(original).secret) == (SECRET, SECRET)
    assert raw(duplicate) != raw(original)


def test_a_changed_copy_leaves_the_original_alone():
    original = loaded(Letter.objects.create(secret=SECRET))
    duplicate = copy.copy(original)
    duplicate.secret = "changed"
    assert original.secret == SECRET


def test_an_unopened_value_of_one_row_cannot_be_saved_on_another():
    Letter.objects.create(secret=SECRET)
    found = Letter.objects.values_list("secret", flat=True).get()
    with pytest.raises(VaultError, match="another row"):
        Letter.objects.create(secret=found)


def test_a_primary_key_given_as_text_is_the_same_key():
    key = uuid.uuid4()
    Letter(pk=str(key), secret=SECRET).save()
    assert Letter.objects.get(pk=key).secret == SECRET


@pytest.fixture(params=["new", "loaded", "read"])
def letter(request):
    made = Letter.objects.create(secret=SECRET, scan=SECRET.encode())
    if request.param == "new":
        return made
    again = loaded(made)
    if request.param == "read":
        assert again.secret == SECRET
    return again


def test_neither_repr_nor_vars_of_an_instance_shows_content(letter):
    assert "Lotte" not in f"{letter!r} {letter} {vars(letter)}"
    assert "<sealed>" in repr(vars(letter))


def test_an_instance_cannot_be_pickled(letter):
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(letter)


@pytest.mark.parametrize("form", ["json", "jsonl", "xml", "python"])
def test_serializers_show_nothing(letter, form):
    text = str(serializers.serialize(form, [letter]))
    assert "Lotte" not in text
    assert SECRET.encode().hex() not in text
    assert "sealed" in text


def test_dumpdata_shows_nothing_and_its_dump_does_not_load(letter, capsys):
    call_command("dumpdata", "sealed_app.letter")
    dump = capsys.readouterr().out
    assert "Lotte" not in dump
    assert json.loads(dump)[0]["fields"]["secret"] == "<sealed>"
    (found,) = serializers.deserialize("json", dump)
    with pytest.raises(FieldError):
        found.save()
