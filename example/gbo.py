"""The GBO agreements of the example: one in force for the OCMW of Westerlo, one that is not finished for that of Diest.

The CAW, the DMW and the people are invented.
"""

from datetime import date, datetime

from accounts.models import User
from directory.actions import register_organisation
from directory.models import Organisation
from example import accounts
from example.onward import register_partner_mailbox
from gbo.actions.agreements import change_party, change_terms, register
from gbo.models import GboAgreement
from law.facts import OrganisationKind

CAW, DMW = "CAW Heidekant", "DMW Proefbond Heidekant"


class GboWork:
    """What an administrator does for the example; `at` is the moment of all of it."""

    def __init__(self, organisations: dict[str, Organisation], users: dict[str, User], *, at: datetime) -> None:
        self.organisations = organisations
        self.administrator = users[accounts.ADMINISTRATOR.email]
        self.second = users[accounts.SECOND_ADMINISTRATOR.email]
        self.at = at

    def register_all(self) -> None:
        self.caw = self.register_core_actor(OrganisationKind.CAW, CAW, number="0999000525", street="Voorbeelddreef 7")
        self.dmw = self.register_core_actor(OrganisationKind.DMW, DMW, number="0999000624", street="Proefbaan 8")
        self.register_westerlo()
        self.register_diest()

    def register_core_actor(self, kind: OrganisationKind, name: str, *, number: str, street: str) -> Organisation:
        return register_organisation(
            kind=kind.value,
            name=name,
            enterprise_number=number,
            street=street,
            postal_code="2260",
            municipality_name="Westerlo",
            phone="+3214000008",
            by=self.administrator,
            at=self.at,
        )

    def register_westerlo(self) -> None:
        """Complete: advised by the DPO of the CAW (R43), in force from the last signature (R40), published (R42)."""
        agreement = self.register_for(accounts.OCMW_WESTERLO)
        self.change(
            agreement,
            drawn_up_at_place="Westerlo",
            drawn_up_on=date(2025, 3, 3),
            advice_asked_on=date(2025, 1, 13),
            advised_on=date(2025, 2, 10),
            advised_by="Lotte Proefmans",
            published_on=date(2025, 3, 24),
            publication_url="https://www.caw-heidekant.example/gbo",
        )
        for party, day in zip(
            agreement.parties_in_order, (date(2025, 3, 3), date(2025, 3, 10), date(2025, 3, 17)), strict=True
        ):
            change_party(
                party=party,
                terms={
                    "signatory_name": "Koen Voorbeelds",
                    "signatory_function": "algemeen directeur",
                    "signed_on": day,
                    "dpo_name": "Lotte Proefmans",
                    "dpo_email": f"dpo@{party.kind}.example",
                },
                by=self.administrator,
                at=self.at,
            )
        register_partner_mailbox(agreement, (self.administrator, self.second), at=self.at)

    def register_diest(self) -> None:
        """Not finished: the DPO was asked, nobody signed, and a placeholder of the template was left."""
        agreement = self.register_for(accounts.OCMW_DIEST)
        self.change(agreement, drawn_up_at_place="te PLAATS", advice_asked_on=date(2026, 2, 2))

    def register_for(self, ocmw: str) -> GboAgreement:
        parties = [self.caw, self.organisations[ocmw], self.dmw]
        made = register(organisations=parties, by=self.administrator, at=self.at)
        return GboAgreement.objects.with_parties().get(pk=made.pk)

    def change(self, agreement: GboAgreement, **terms: date | str) -> None:
        change_terms(agreement=agreement, terms=terms, by=self.administrator, at=self.at)
