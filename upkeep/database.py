"""Whether the database can store what it is asked to: after a failover, or when its disk is full, it may only read."""

from django.db import connection


def why_it_only_reads() -> str:
    """Why nothing can be stored, in words that follow "de databank"; empty when it can. DatabaseError: no answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'")
        is_replica, only_reads = cursor.fetchone()
    if is_replica:
        return "is een kopie die volgt"
    return "staat op alleen lezen" if only_reads else ""
