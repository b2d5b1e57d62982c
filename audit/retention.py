"""The trail is kept for ten years (D11); then its events go, and the hashes that prove the rest stay."""

from datetime import datetime

from audit import sealing
from audit.models import Leaf, SealedLog

YEARS = 10
BATCH = 10_000
"""Numbers that one transaction lets go of."""


def clear_expired(at: datetime) -> int:
    """Let go of the events older than ten years, from the first on; stops at the first that is younger.

    Old is what the clock says and the heads say (`sealing.out_of_term`): nothing brings back what a wrong clock took.

    Returns how many went. It can be stopped anywhere and goes on where it was.
    """
    before = at.replace(year=at.year - YEARS, day=min(at.day, 28))
    cleared = 0
    for log in SealedLog.objects.all():
        leaves = Leaf.objects.filter(log=log.log, number__gt=log.cleared_through)
        young = leaves.filter(event__written_at__gt=before).order_by("number").values_list("number", flat=True).first()
        through = min(young - 1 if young else log.size, sealing.out_of_term(log.log))
        for start in range(log.cleared_through, through, BATCH):
            cleared += sealing.clear(log.log, through=min(start + BATCH, through))
    return cleared
