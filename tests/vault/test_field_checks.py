# ruff: noqa: DJ008  # the models in this file only exist to be checked
import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.models import Value
from django.test.utils import isolate_apps

from tests.vault.sealed_app.models import Letter, Postcard, ReadLetter
from tests.vault.sealed_app.rows import SECRET
from vault.fields import SealedBytesField, SealedTextField

pytestmark = pytest.mark.usefixtures("sealed_tables")


def found_by_check(model):
    return [error.id for error in model.check() if error.id.startswith("vault.")]


def test_the_tables_of_these_tests_pass_the_check():
    assert found_by_check(Letter) == found_by_check(Postcard) == found_by_check(ReadLetter) == []


@isolate_apps("tests.vault.sealed_app")
def test_a_sealed_column_without_a_uuid_primary_key_made_in_python_is_refused():
    class Numbered(models.Model):
        secret = SealedTextField()

        class Meta:
            app_label = "sealed_app"

    class MadeByDatabase(models.Model):
        id = models.UUIDField(primary_key=True)
        secret = SealedTextField()

        class Meta:
            app_label = "sealed_app"

    class Child(Letter):
        more = SealedTextField()

        class Meta:
            app_label = "sealed_app"

    for model in (Numbered, MadeByDatabase, Child):
        assert found_by_check(model) == ["vault.E004"]


@isolate_apps("tests.vault.sealed_app")
def test_a_sealed_column_before_the_primary_key_is_refused():
    class Backwards(models.Model):
        secret = SealedTextField()
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)

        class Meta:
            app_label = "sealed_app"

    assert found_by_check(Backwards) == ["vault.E005"]


@pytest.mark.parametrize(
    "option", [{"unique": True}, {"db_index": True}, {"choices": [("a", "a")]}, {"db_default": Value("plain")}]
)
def test_an_option_for_which_the_database_must_see_content_is_refused(option):
    with isolate_apps("tests.vault.sealed_app"):

        class Optioned(models.Model):
            id = models.UUIDField(primary_key=True, default=uuid.uuid4)
            secret = SealedBytesField(**option)

            class Meta:
                app_label = "sealed_app"

    assert found_by_check(Optioned) == ["vault.E006"]


def test_a_migration_names_the_field_by_its_own_path():
    _, path, _, kwargs = Letter._meta.get_field("note").deconstruct()
    assert (path, kwargs) == ("vault.fields.SealedTextField", {"null": True})


def test_a_migration_cannot_fill_a_new_sealed_column_with_a_default():
    added = SealedTextField(default=SECRET)
    added.set_attributes_from_name("added")
    added.model = Letter
    with connection.schema_editor() as editor, pytest.raises(FieldError):
        editor.add_field(Letter, added)
