import pytest
from django.db import connection


@pytest.fixture
def sealed_tables(db, settings):
    """The tables of `tests.vault.sealed_app`, made inside the transaction of the test and gone with it."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.vault.sealed_app"]
    from tests.vault.sealed_app.models import Letter, Postcard

    with connection.schema_editor() as editor:
        editor.create_model(Letter)
        editor.create_model(Postcard)
