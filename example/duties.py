"""The duties and evaluation of one example agreement, so that its pages are not empty; all invented."""

from datetime import date, datetime
from typing import Any

from accounts.models import User
from agreements.actions.bottlenecks import note_bottleneck
from agreements.actions.duties import confirm_measures, record_publication, record_reported_change
from agreements.actions.evaluation import hold_evaluation
from agreements.actions.processors import add_processor
from agreements.models import Agreement, BottleneckKind, ChangeKind, ProcessorPurpose
from agreements.terms.papers import Party


class DutyWork:
    """What an administrator records beside the papers of Westerlo; `at` is the moment of all of it."""

    def __init__(self, agreement: Agreement, administrator: User, *, at: datetime) -> None:
        self.agreement = agreement
        self.by = administrator
        self.at = at

    def do_all(self) -> None:
        """One publication of two, two measures of three, a processor each, and an evaluation that was held."""
        act: dict[str, Any] = {"agreement": self.agreement, "by": self.by, "at": self.at}
        record_publication(
            party=Party.AGENCY, url="https://www.agentschap.example/protocollen", published_on=date(2024, 2, 5), **act
        )
        confirm_measures(
            policy_confirmed_on=date(2024, 1, 29), dpo_confirmed_on=date(2024, 1, 29), register_confirmed_on=None, **act
        )
        for party, name, purpose in (
            (Party.AGENCY, "Voorbeeld Hosting nv", ProcessorPurpose.HOSTING),
            (Party.PARTNER, "Voorbeeld ICT-dienst", ProcessorPurpose.MAIL),
        ):
            add_processor(
                processor_details={
                    "party": party,
                    "name": name,
                    "enterprise_number": "",
                    "purpose": purpose,
                    "contract_signed_on": date(2024, 1, 15),
                },
                **act,
            )
        record_reported_change(kind=ChangeKind.PROCESSORS, reported_on=date(2026, 9, 14), **act)
        hold_evaluation(held_on=date(2026, 1, 19), content=None, **act)
        for party, kind, day in (
            (Party.PARTNER, BottleneckKind.BIRTH_DATE, date(2026, 3, 9)),
            (Party.PARTNER, BottleneckKind.NATIONAL_NUMBER, date(2026, 5, 18)),
            (Party.AGENCY, BottleneckKind.SLOW_ANSWER, date(2026, 10, 5)),
        ):
            note_bottleneck(party=party, kind=kind, met_on=day, **act)
