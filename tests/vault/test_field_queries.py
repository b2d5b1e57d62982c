import json
import pickle

import pytest
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext

from tests.vault.sealed_app.models import Letter, Postcard
from tests.vault.sealed_app.rows import SECRET, loaded, raw
from vault.fields import SealedTextField

pytestmark = pytest.mark.usefixtures("sealed_tables")


LOOKUPS = ["exact", "iexact", "contains", "startswith", "regex", "gt", "in", "range", "isnull__exact", "length__gt"]


@pytest.mark.parametrize("lookup", LOOKUPS)
@pytest.mark.parametrize("method", ["filter", "exclude"])
def test_looking_up_by_content_is_refused_without_naming_it(lookup, method):
    value = [SECRET, SECRET] if lookup in {"in", "range"} else SECRET
    with pytest.raises(FieldError) as refusal:
        getattr(Letter.objects, method)(**{f"secret__{lookup}": value})
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize(
    "query",
    [
        lambda: Letter.objects.get(secret=SECRET),
        lambda: Letter.objects.get_or_create(secret=SECRET),
        lambda: Letter.objects.filter(Q(subject="x") | Q(secret=SECRET)),
        lambda: Postcard.objects.filter(letter__secret=SECRET),
        lambda: Letter.objects.filter(secret=F("subject")),
        lambda: list(Letter.objects.annotate(found=Case(When(secret=SECRET, then=Value(1)), default=Value(0)))),
        lambda: list(Letter.objects.annotate(plain=Value(SECRET, output_field=SealedTextField()))),
        lambda: list(Letter.objects.annotate(plain=Coalesce("secret", Value(SECRET)))),
    ],
)
def test_no_query_takes_content(query):
    with CaptureQueriesContext(connection) as captured, pytest.raises(FieldError) as refusal:
        query()
    assert SECRET not in str(refusal.value)
    assert len(captured) == 0


@pytest.mark.parametrize(
    "value", [SECRET, F("subject"), Value(SECRET), Coalesce(F("subject"), Value(SECRET)), Value(SECRET.encode())]
)
def test_update_refuses_content_whatever_its_shape(value):
    letter = Letter.objects.create(secret=SECRET, note="note")
    with pytest.raises(FieldError) as refusal, transaction.atomic():
        Letter.objects.update(note=value)
    assert SECRET not in str(refusal.value)
    assert loaded(letter).note == "note"


def test_update_refuses_a_sealed_value_of_another_row():
    one, other = Letter.objects.create(secret=SECRET), Letter.objects.create(secret="other")
    found = Letter.objects.values_list("secret", flat=True).get(pk=one.pk)
    with pytest.raises(FieldError):
        Letter.objects.filter(pk=other.pk).update(secret=found)


def test_update_can_erase():
    letter = Letter.objects.create(secret=SECRET, note="note", scan=b"scan")
    assert Letter.objects.filter(pk=letter.pk).update(note=None, scan=None) == 1
    assert (raw(letter, "note"), raw(letter, "scan")) == (None, None)
    assert loaded(letter).note is None


def test_bulk_update_is_refused():
    letter = Letter.objects.create(secret=SECRET)
    letter.secret = "changed"
    with pytest.raises(FieldError) as refusal, transaction.atomic():
        Letter.objects.bulk_update([letter], ["secret"])
    assert "changed" not in str(refusal.value)
    assert loaded(letter).secret == SECRET


@pytest.mark.parametrize(
    "found",
    [
        lambda: Letter.objects.values("secret").get()["secret"],
        lambda: Letter.objects.values_list("secret", flat=True).get(),
        lambda: Letter.objects.values_list("secret", named=True).get().secret,
        lambda: Letter.objects.annotate(again=F("secret")).values_list("again", flat=True).get(),
        lambda: Letter.objects.annotate(again=F("secret")).get().again,
        lambda: Letter.objects.aggregate(greatest=models.Max("secret"))["greatest"],
        lambda: Letter.objects.order_by("secret").values_list("secret", flat=True).get(),
    ],
)
def test_values_show_nothing(found):
    Letter.objects.create(secret=SECRET)
    value = found()
    assert {str(value), repr(value), f"{value}"} == {"<sealed>"}
    assert not hasattr(value, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(value)
    with pytest.raises(TypeError):
        json.dumps(value)
    with pytest.raises(TypeError):
        DjangoJSONEncoder().encode(value)
    with pytest.raises(TypeError):
        bytes(value)
