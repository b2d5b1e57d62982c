"""Checks the trail: recomputes every hash and every link, in the database, in one look (D11)."""

from dataclasses import dataclass

from django.db import connection

WALK = """
WITH walked AS (
    SELECT id, lag(id, 1, 0::bigint) OVER trail + 1 AS expected_id,
        id = lag(id, 1, 0::bigint) OVER trail + 1
        AND previous_hash = lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER trail
        AND hash = audit_event_hash(link) AS holds
    FROM audit_auditevent AS link WINDOW trail AS (ORDER BY id)
), ends AS (
    SELECT last.id, last.hash, noted.event_id AS noted_id, noted.hash AS noted_hash
    FROM (SELECT id, hash FROM audit_auditevent ORDER BY id DESC LIMIT 1) AS last
    FULL JOIN audit_trailend AS noted ON TRUE
)
SELECT
    (SELECT count(*) FROM walked),
    least(
        (SELECT min(least(id, expected_id)) FROM walked WHERE holds IS NOT TRUE),
        (SELECT CASE WHEN id = noted_id THEN id ELSE least(coalesce(id, 0), coalesce(noted_id, 0)) + 1 END
         FROM ends WHERE (id, hash) IS DISTINCT FROM (noted_id, noted_hash))
    )
"""
"""A row holds when its id follows the one before, it carries the hash of the one before, and its own hash is right.

Where an id is skipped, the one that is missing is named. The last row must be the noted end (`TrailEnd`); when it is
not, the first id that one of the two lacks is named."""


@dataclass(frozen=True)
class VerificationResult:
    """How many rows were looked at, and the first id whose row was changed, is missing or was added."""

    checked: int
    first_broken_id: int | None


def verify() -> VerificationResult:
    """Walk the whole trail; finds a changed, deleted, inserted or reordered row, also at the very end.

    It compares the trail with itself: who owns the database could rewrite all of it, from the first false row on.
    """
    with connection.cursor() as cursor:
        cursor.execute(WALK)
        return VerificationResult(*cursor.fetchone())
