"""The papers of the example. Their dates are those of the protocols with Westerlo and Diest (domain, chapter 7); the
people, mailboxes and addresses in them are invented. Those of Diest are as incomplete as the real text is cut off.
"""

from datetime import date, datetime

from accounts.models import User
from agreements.actions.contacts import add_contact, change_contact
from agreements.actions.doubts import raise_doubt
from agreements.actions.mailbox import set_mailbox
from agreements.actions.papers import record_dpo_advice, record_signature, register_agreement
from agreements.letters.contacts import details_of
from agreements.models import Agreement, ContactKind
from agreements.terms.doubts import DoubtField, Printed, Spot
from agreements.terms.papers import ContactDetails, Document, Party
from directory.models import Organisation
from example import accounts
from example.mailboxes import answer_check, compare_mailbox


class PaperWork:
    """What the administrators do for the example; `at` is the moment of all of it."""

    def __init__(self, organisations: dict[str, Organisation], users: dict[str, User], *, at: datetime) -> None:
        self.organisations = organisations
        self.administrator = users[accounts.ADMINISTRATOR.email]
        self.second = users[accounts.SECOND_ADMINISTRATOR.email]
        self.at = at

    def register_all(self) -> None:
        self.register_westerlo()
        self.register_diest()
        self.register_brussels()

    def register_westerlo(self) -> None:
        """Complete: in force on 1 January 2024, signed on 29 January 2024 (R34); breach contact elsewhere (R24)."""
        agreement = register_agreement(
            team=self.organisations[accounts.TEAM_KEMPEN],
            partner=self.organisations[accounts.OCMW_WESTERLO],
            terms={
                "in_force_from": date(2023, 12, 18),
                "notice_months": 6,
                "evaluation_months": 12,
                "drawn_up_at_place": "Brussel",
            },
            protocol_terms={"in_force_from": date(2024, 1, 1), "notice_months": 6},
            by=self.administrator,
            at=self.at,
        )
        self.add_contacts(agreement, "ocmw-westerlo.example", breach_at="Voorbeeld ICT-dienst")
        self.sign(agreement, Document.AGREEMENT, date(2023, 12, 18))
        self.advise(agreement, agency=date(2023, 12, 14), partner=date(2023, 9, 19))
        self.sign(agreement, Document.PROTOCOL, date(2024, 1, 29))
        self.change_mailbox(agreement, accounts.MAILBOX_WESTERLO)
        self.change_contact(agreement)

    def register_diest(self) -> None:
        """Cut off after the recitals: no mailbox, in-force date, notice or breach contact, and no signed protocol."""
        agreement = register_agreement(
            team=self.organisations[accounts.TEAM_DEMER],
            partner=self.organisations[accounts.OCMW_DIEST],
            terms={"in_force_from": date(2024, 11, 1)},
            by=self.administrator,
            at=self.at,
        )
        self.sign(agreement, Document.AGREEMENT, date(2024, 11, 1))
        self.advise(agreement, agency=date(2024, 9, 4), partner=date(2024, 4, 16))
        raise_doubt(
            agreement=agreement,
            spot=Spot(Document.AGREEMENT),
            field=DoubtField.IN_FORCE_FROM,
            printed=Printed("81 november 2824", likely=date(2024, 11, 1)),
            by=self.administrator,
            at=self.at,
        )

    def register_brussels(self) -> None:
        """Complete, with the CAW as partner (R3)."""
        agreement = register_agreement(
            team=self.organisations[accounts.TEAM_DEMER],
            partner=self.organisations[accounts.CAW_BRUSSELS],
            terms={
                "in_force_from": date(2025, 1, 1),
                "notice_months": 6,
                "evaluation_months": 12,
                "drawn_up_at_place": "Brussel",
            },
            protocol_terms={"in_force_from": date(2025, 1, 1), "notice_months": 6},
            by=self.administrator,
            at=self.at,
        )
        self.add_contacts(agreement, "caw-zennedal.example", breach_at="")
        self.sign(agreement, Document.AGREEMENT, date(2024, 12, 2))
        self.advise(agreement, agency=date(2024, 11, 18), partner=date(2024, 11, 4))
        self.sign(agreement, Document.PROTOCOL, date(2024, 12, 2))
        self.change_mailbox(agreement, accounts.MAILBOX_BRUSSELS)

    def sign(self, agreement: Agreement, document: Document, on: date) -> None:
        for party, function in ((Party.AGENCY, "administrateur-generaal"), (Party.PARTNER, "algemeen directeur")):
            record_signature(
                agreement=agreement,
                document=document,
                party=party,
                position=1,
                name="Hanne Proefman" if party == Party.AGENCY else "Igor Voorbeelds",
                function=function,
                place="Brussel",
                signed_on=on,
                by=self.administrator,
                at=self.at,
            )

    def advise(self, agreement: Agreement, *, agency: date, partner: date) -> None:
        for party, on in ((Party.AGENCY, agency), (Party.PARTNER, partner)):
            record_dpo_advice(
                protocol=agreement.protocol,
                party=party,
                dpo_name="Greet Voorbeeldstra" if party == Party.AGENCY else "Jo Testers",
                dpo_email="dpo@agentschap.example" if party == Party.AGENCY else "dpo@ontvanger.example",
                advised_on=on,
                by=self.administrator,
                at=self.at,
            )

    def add_contacts(self, agreement: Agreement, domain: str, *, breach_at: str) -> None:
        for party, mailbox in ((Party.AGENCY, "agentschap.example"), (Party.PARTNER, domain)):
            for kind, function in (
                (ContactKind.CONTACT, "hoofd sociale dienst" if party == Party.PARTNER else "teamverantwoordelijke"),
                (ContactKind.BREACH, "informatieveiligheidsconsulent"),
            ):
                elsewhere = breach_at if kind == ContactKind.BREACH and party == Party.PARTNER else ""
                add_contact(
                    agreement=agreement,
                    contact_details={
                        "party": party,
                        "kind": kind,
                        "name_or_function": function,
                        "organisation_name": elsewhere,
                        "phone": "+32470000010",
                        "email": "lek@ict-dienst.example" if elsewhere else f"{kind}@{mailbox}",
                    },
                    by=self.administrator,
                    at=self.at,
                )

    def change_mailbox(self, agreement: Agreement, address: str) -> None:
        """Set the mailbox, let two administrators compare it with the signed protocol, and let the receiver answer."""
        self.set_mailbox(agreement, address)
        self.verify_mailbox(agreement)
        self.check_mailbox(agreement)

    def set_mailbox(self, agreement: Agreement, address: str) -> None:
        set_mailbox(
            protocol=agreement.protocol,
            address=address,
            by=self.administrator,
            at=self.at,
        )

    def verify_mailbox(self, agreement: Agreement) -> None:
        mailbox = agreement.protocol.mailboxes.get(replaced_at=None)
        compare_mailbox(mailbox, (self.administrator, self.second), at=self.at)

    def check_mailbox(self, agreement: Agreement) -> None:
        """The harmless archive really leaves for the local mailbox; the receiver opens the link and types the code."""
        answer_check(agreement.protocol.mailboxes.get(replaced_at=None), self.administrator, at=self.at)

    def change_contact(self, agreement: Agreement) -> None:
        """Opgroeien gets another number after the papers were signed: the OCMW is told at once (R23)."""
        contact = agreement.contacts.get(party=Party.AGENCY, kind=ContactKind.CONTACT)
        details: ContactDetails = {**details_of(contact), "phone": "+32470000018"}
        change_contact(contact=contact, contact_details=details, by=self.administrator, at=self.at)
