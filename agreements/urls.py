from typing import ClassVar

from django.urls import path, register_converter

from agreements.terms.papers import Document, Party
from agreements.views import (
    bottlenecks,
    calculator,
    calendars,
    contacts,
    deadlines,
    doubts,
    duties,
    evaluation,
    files,
    fill_in,
    mailbox,
    mailbox_checks,
    merging,
    messages,
    own_papers,
    own_part,
    papers,
    processor_contracts,
    processors,
    reading,
    register,
    stopping,
    stops,
    versions,
)


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
    path("gemeenten-samenvoegen/", merging.merge, name="merge"),
    path("opzegtermijn/", calculator.notice_calculator, name="notice_calculator"),
    path("wat-komt-eraan/", deadlines.upcoming, name="upcoming"),
    path("wat-komt-eraan/agenda/", deadlines.upcoming_calendar, name="upcoming_calendar"),
    path("wat-komt-eraan/agenda/adres/", calendars.own_calendar, name="own_calendar"),
    path("wat-komt-eraan/agenda/intrekken/", calendars.revoke_calendar, name="revoke_calendar"),
    path("agenda.ics", calendars.calendar, name="calendar"),
    path("<uuid:pk>/termijnen/<slug:kind>/", deadlines.deadline_calendar, name="deadline_calendar"),
    path("mailboxcontrole/", mailbox_checks.answer_check, name="answer_check"),
    path("verwerkers/", processor_contracts.processor_contracts, name="processor_contracts"),
    path("verwerkers/<uuid:pk>/", processor_contracts.receiver_contracts, name="receiver_contracts"),
    path("verwerkers/<uuid:pk>/nieuw/", processor_contracts.new_processor_contract, name="new_processor_contract"),
    path("verwerkers/einde/<uuid:pk>/", processor_contracts.end_processor_contract, name="end_processor_contract"),
    path(
        "verwerkers/bestand/<uuid:pk>/<uuid:file_pk>/",
        processor_contracts.processor_contract_file,
        name="processor_contract_file",
    ),
    path("<uuid:pk>/", papers.agreement, name="agreement"),
    path("<uuid:pk>/geschiedenis/", papers.history, name="history"),
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
    path("<uuid:pk>/twijfels/", doubts.doubts, name="doubts"),
    path("<uuid:pk>/twijfels/nieuw/", doubts.new_doubt, name="new_doubt"),
    path("<uuid:pk>/twijfels/<uuid:doubt_pk>/", doubts.settle_doubt, name="settle_doubt"),
    path("<uuid:pk>/mailbox/<uuid:mailbox_pk>/proefmail/", mailbox.start_check, name="start_check"),
    path("<uuid:pk>/mailbox/<uuid:mailbox_pk>/kwam-terug/", mailbox.record_bounce, name="record_bounce"),
    path("<uuid:pk>/mailbox/<uuid:mailbox_pk>/weer-aanzetten/", mailbox.restore_mailbox, name="restore_mailbox"),
    path("<uuid:pk>/berichten/", messages.messages, name="messages"),
    path("<uuid:pk>/berichten/<uuid:message_pk>/", messages.message, name="message"),
    path("<uuid:pk>/berichten/<uuid:message_pk>/gepost/", messages.record_posting, name="record_posting"),
    path("<uuid:pk>/contacten/", contacts.contacts, name="contacts"),
    path("<uuid:pk>/contacten/nieuw/", contacts.new_contact, name="new_contact"),
    path("<uuid:pk>/contacten/<uuid:contact_pk>/", contacts.change_contact, name="change_contact"),
    path("<uuid:pk>/contacten/<uuid:contact_pk>/weghalen/", contacts.remove_contact, name="remove_contact"),
    path("<uuid:pk>/bestanden/", files.files, name="files"),
    path("<uuid:pk>/bestanden/toevoegen/", files.keep_file, name="keep_file"),
    path("<uuid:pk>/bestanden/<uuid:file_pk>/", files.file, name="file"),
    path("<uuid:pk>/bestanden/<uuid:file_pk>/lezen/", reading.read_file, name="read_file"),
    path("<uuid:pk>/bestanden/<uuid:file_pk>/weghalen/", files.withdraw_file, name="withdraw_file"),
    path("<uuid:pk>/versies/nieuw/", versions.start, name="start_version"),
    path("<uuid:pk>/versies/ingaan/", versions.take_over, name="take_over"),
    path("<uuid:pk>/stoppen/", stopping.stopping, name="stopping"),
    path("<uuid:pk>/stoppen/opzeggen/<document:document>/", stopping.give_notice, name="give_notice"),
    path("<uuid:pk>/stoppen/inbreuk/", stopping.end_for_breach, name="end_for_breach"),
    path("<uuid:pk>/stoppen/rechtsgrond/", stopping.end_legal_ground, name="end_legal_ground"),
    path("<uuid:pk>/stoppen/opschorten/", stopping.suspend, name="suspend"),
    path("<uuid:pk>/stoppen/opschorting/<uuid:suspension_pk>/", stopping.end_suspension, name="end_suspension"),
    path("<uuid:pk>/stoppen/<uuid:stop_pk>/", stops.stop, name="stop"),
    path("<uuid:pk>/stoppen/<uuid:stop_pk>/brief/", stops.letter, name="stop_letter"),
    path("<uuid:pk>/stoppen/<uuid:stop_pk>/terugnemen/", stops.take_back, name="take_back_stop"),
    path("eigen-deel/", own_part.own_parts, name="own_parts"),
    path("<uuid:pk>/eigen-deel/", own_part.own_part, name="own_part"),
    path("<uuid:pk>/eigen-deel/vragen/", own_part.ask_own_part, name="ask_own_part"),
    path("<uuid:pk>/eigen-deel/terugnemen/", own_part.end_own_part, name="end_own_part"),
    path("<uuid:pk>/eigen-deel/ongewijzigd/", own_part.take_unchanged_pieces, name="take_unchanged_pieces"),
    path("<uuid:pk>/eigen-deel/<uuid:piece_pk>/", own_part.judge_own_piece, name="judge_own_piece"),
    path("uw-deel/", fill_in.fill_in, name="fill_in"),
    path("uw-deel/<uuid:piece_pk>/", fill_in.fill_in_piece, name="fill_in_piece"),
    path("uw-overeenkomsten/", own_papers.own_papers, name="own_papers"),
    path("uw-overeenkomsten/<uuid:pk>/", own_papers.own_paper, name="own_paper"),
    path("uw-overeenkomsten/<uuid:pk>/bestanden/<uuid:file_pk>/", own_papers.own_paper_file, name="own_paper_file"),
    path("stops/", stops.own_stops, name="own_stops"),
    path("<uuid:pk>/plichten/", duties.overview, name="duties"),
    path("<uuid:pk>/plichten/bekendmaking/<party:party>/", duties.publication, name="publication"),
    path("<uuid:pk>/plichten/beveiliging/", duties.measures, name="measures"),
    path("<uuid:pk>/plichten/bewijs/vragen/", duties.ask_proof, name="ask_proof"),
    path("<uuid:pk>/plichten/bewijs/<uuid:proof_pk>/", duties.receive_proof, name="receive_proof"),
    path("<uuid:pk>/plichten/wijzigingen/nieuw/", duties.report_change, name="report_change"),
    path("<uuid:pk>/plichten/wijzigingen/<uuid:change_pk>/", duties.answer_change, name="answer_change"),
    path("<uuid:pk>/plichten/verwerkers/nieuw/", processors.new_processor, name="new_processor"),
    path("<uuid:pk>/plichten/verwerkers/bezorgen/", processors.send_overview, name="send_overview"),
    path("<uuid:pk>/plichten/verwerkers/ontvangen/", processors.receive_overview, name="receive_overview"),
    path("<uuid:pk>/plichten/verwerkers/<uuid:processor_pk>/", processors.change_processor, name="change_processor"),
    path(
        "<uuid:pk>/plichten/verwerkers/<uuid:processor_pk>/weghalen/",
        processors.remove_processor,
        name="remove_processor",
    ),
    path("<uuid:pk>/evaluatie/", evaluation.overview, name="evaluation"),
    path("<uuid:pk>/evaluatie/uitnodigen/", evaluation.invite, name="invite_to_evaluation"),
    path("<uuid:pk>/evaluatie/delen-vragen/", evaluation.ask_parts, name="ask_parts"),
    path("<uuid:pk>/evaluatie/<uuid:evaluation_pk>/", evaluation.report, name="evaluation_report"),
    path("<uuid:pk>/evaluatie/<uuid:evaluation_pk>/versie/", evaluation.prepare_version, name="prepare_version"),
    path("<uuid:pk>/evaluatie/noteren/", evaluation.hold, name="hold_evaluation"),
    path("knelpunten/", bottlenecks.bottlenecks, name="bottlenecks"),
    path("knelpunten/nieuw/", bottlenecks.note, name="note_own_bottleneck"),
    path("knelpunten/terugnemen/", bottlenecks.take_back, name="take_back_bottleneck"),
    path("<uuid:pk>/evaluatie/knelpunt/", evaluation.note_bottleneck, name="note_bottleneck"),
    path("<uuid:pk>/evaluatie/<uuid:evaluation_pk>/verslag/", evaluation.minutes, name="minutes"),
]
