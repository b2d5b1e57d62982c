"""What a client's change of mind, or a wrong address, leaves behind: so that those pages are not empty."""

from django.utils import timezone

from example.referrals import Casework, Clients
from ocmw_intake import actions as intake
from referrals.actions import withdraw
from referrals.models import Defect


def add_client_work(casework: Casework) -> None:
    """One client who withdrew after the archive left; one whose address the receiver found outdated."""
    withdrawn = casework.send(casework.file(Clients.withdrawn, by=casework.kempen))
    outdated = casework.send(casework.file(Clients.outdated, by=casework.kempen))
    at = timezone.now()
    withdraw(withdrawn, on=timezone.localdate(at), by=casework.kempen, at=at)
    intake.report_defects(outdated, defects={"address_defect": Defect.OUTDATED}, by=casework.westerlo, at=at)
