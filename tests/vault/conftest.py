import pytest
from django.db import connection

from tests.vault.sealed_app.models import Letter, Postcard


@pytest.fixture
def sealed_tables(db, settings):
    """The tables of `tests.vault.sealed_app`, made inside the transaction of the test and gone with it."""
    settings.INSTALLED_APPS = ["tests.vault.sealed_app"]  # alone: the `ready` of other apps may run only once
    with connection.schema_editor() as editor:
        editor.create_model(Letter)
        editor.create_model(Postcard)
