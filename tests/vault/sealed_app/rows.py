"""What the tests of the sealed fields look at: the row as Django loads it, and the bytes behind Django's back."""

from django.db import connection

SECRET = "Lotte Vandevoorde, Plataanlaan 7"


def loaded(instance):
    """The same row, loaded again."""
    return type(instance).objects.get(pk=instance.pk)


def raw(instance, column="secret"):
    """The bytes that PostgreSQL holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {instance._meta.db_table} WHERE id = %s", [instance.pk])
        return cursor.fetchone()[0]


def put(instance, ciphertext, column="secret"):
    """Replace the bytes that PostgreSQL holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {instance._meta.db_table} SET {column} = %s WHERE id = %s", [ciphertext, instance.pk])
