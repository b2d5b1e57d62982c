"""The papers of an agreement as they are now, loaded anew only when one of their rows changed (ADR 0030).

The gate is asked twice for each mail and on each page of filing, mostly about the same papers. To load them takes ten
queries; one tells whether any row of them is another one than when this process last loaded them.
"""

from typing import Final
from uuid import UUID

from django.db import connection

from agreements.models import Agreement

KEPT: Final = 500  # agreements

ROWS: Final = """
    SELECT ROW(ROW(agreement.*), ROW(protocol.*), ROW(team.*), ROW(partner.*),
        ARRAY(SELECT ROW(x.*) FROM directory_territory x WHERE x.organisation_id = partner.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_signature x WHERE x.agreement_id = agreement.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_contact x WHERE x.agreement_id = agreement.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_suspension x WHERE x.agreement_id = agreement.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_doubt x WHERE x.agreement_id = agreement.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_evaluation x WHERE x.agreement_id = agreement.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_dpoadvice x WHERE x.protocol_id = protocol.id ORDER BY x.id),
        ARRAY(SELECT ROW(x.*) FROM agreements_mailbox x WHERE x.protocol_id = protocol.id ORDER BY x.id)
    )::text
    FROM agreements_agreement agreement
    JOIN directory_organisation team ON team.id = agreement.team_id
    JOIN directory_organisation partner ON partner.id = agreement.partner_id
    LEFT JOIN agreements_protocol protocol ON protocol.agreement_id = agreement.id
    WHERE agreement.id = %s
"""
"""Every row that `with_papers()` loads, whole; a test compares the two."""

_known: dict[UUID, tuple[str, Agreement]] = {}


def papers_now(agreement_id: UUID) -> Agreement:
    """Return the agreement with all that the gate asks, as the database has it at this moment; to read only."""
    rows = _rows(agreement_id)
    known = _known.get(agreement_id)
    if known and known[0] == rows:
        return known[1]
    agreement = Agreement.objects.with_papers().get(pk=agreement_id)
    if _rows(agreement_id) == rows:  # else they changed while they were loaded: next time anew
        if len(_known) >= KEPT:
            _known.clear()
        _known[agreement_id] = rows, agreement
    return agreement


def _rows(agreement_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [agreement_id])
        found = cursor.fetchone()
    if found is None:
        raise Agreement.DoesNotExist
    return str(found[0])
