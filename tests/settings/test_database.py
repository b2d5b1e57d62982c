"""How the product speaks with PostgreSQL."""

import pytest
from django.db import connection

from directory.models import Organisation


@pytest.mark.django_db
def test_a_statement_that_comes_back_is_planned_once():
    for name in map(str, range(10)):
        assert not Organisation.objects.filter(name=name).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%directory_organisation%'")
        assert cursor.fetchone() == (1,)
