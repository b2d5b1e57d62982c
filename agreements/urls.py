from typing import ClassVar

from django.urls import path, register_converter

from agreements.paper import Document, Party
from agreements.views import contacts, files, mailbox, papers, register, stopping, versions


class PartyConverter:
    """One side of the papers, in the Dutch of the address bar."""

    regex = "opgroeien|partner"
    words: ClassVar = {Party.AGENCY: "opgroeien", Party.PARTNER: "partner"}

    def to_python(self, value: str) -> Party:
        return next(party for party, word in self.words.items() if word == value)

    def to_url(self, value: Party) -> str:
        return self.words[value]


class DocumentConverter:
    """One of the two papers, in the Dutch of the address bar."""

    regex = "overeenkomst|protocol"

    def to_python(self, value: str) -> Document:
        return Document.AGREEMENT if value == "overeenkomst" else Document.PROTOCOL

    def to_url(self, value: Document) -> str:
        return "overeenkomst" if value == Document.AGREEMENT else "protocol"


class PositionConverter:
    """The first or the second signatory of a side (R13)."""

    regex = "[12]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(PartyConverter, "party")
register_converter(DocumentConverter, "document")
register_converter(PositionConverter, "position")

app_name = "agreements"
urlpatterns = [
    path("", register.register, name="register"),
    path("nieuw/", papers.new, name="new"),
    path("mag-het/", register.any_day, name="any_day"),
    path("<uuid:pk>/", papers.agreement, name="agreement"),
    path("<uuid:pk>/overeenkomst/", papers.change_agreement, name="change_agreement"),
    path("<uuid:pk>/protocol/", papers.change_protocol, name="change_protocol"),
    path("<uuid:pk>/handtekeningen/<document:document>/", papers.signatures, name="signatures"),
    path(
        "<uuid:pk>/handtekeningen/<document:document>/<party:party>/<position:position>/",
        papers.signature,
        name="signature",
    ),
    path(
        "<uuid:pk>/handtekeningen/<document:document>/<party:party>/<position:position>/weghalen/",
        papers.remove_signature,
        name="remove_signature",
    ),
    path("<uuid:pk>/advies/<party:party>/", papers.dpo_advice, name="dpo_advice"),
    path("<uuid:pk>/mailbox/", mailbox.mailbox, name="mailbox"),
    path("<uuid:pk>/mailbox/wijzigen/", mailbox.set_mailbox, name="set_mailbox"),
    path("<uuid:pk>/mailbox/<uuid:mailbox_pk>/controleren/", mailbox.verify_mailbox, name="verify_mailbox"),
    path("<uuid:pk>/contacten/", contacts.contacts, name="contacts"),
    path("<uuid:pk>/contacten/nieuw/", contacts.new_contact, name="new_contact"),
    path("<uuid:pk>/contacten/<uuid:contact_pk>/", contacts.change_contact, name="change_contact"),
    path("<uuid:pk>/contacten/<uuid:contact_pk>/weghalen/", contacts.remove_contact, name="remove_contact"),
    path("<uuid:pk>/bestanden/", files.files, name="files"),
    path("<uuid:pk>/bestanden/toevoegen/", files.keep_file, name="keep_file"),
    path("<uuid:pk>/bestanden/<uuid:file_pk>/", files.file, name="file"),
    path("<uuid:pk>/bestanden/<uuid:file_pk>/weghalen/", files.withdraw_file, name="withdraw_file"),
    path("<uuid:pk>/versies/nieuw/", versions.start, name="start_version"),
    path("<uuid:pk>/versies/ingaan/", versions.take_over, name="take_over"),
    path("<uuid:pk>/stoppen/", stopping.stopping, name="stopping"),
    path("<uuid:pk>/stoppen/opzeggen/<document:document>/", stopping.give_notice, name="give_notice"),
    path("<uuid:pk>/stoppen/inbreuk/", stopping.end_for_breach, name="end_for_breach"),
    path("<uuid:pk>/stoppen/rechtsgrond/", stopping.end_legal_ground, name="end_legal_ground"),
    path("<uuid:pk>/stoppen/opschorten/", stopping.suspend, name="suspend"),
    path("<uuid:pk>/stoppen/opschorting/<uuid:suspension_pk>/", stopping.end_suspension, name="end_suspension"),
]
