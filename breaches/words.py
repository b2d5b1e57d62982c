"""What is known of a breach, as rows of label and value for `components/summary_list.html` (art. 33.5 GDPR)."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from agreements.models import Agreement, Mailbox
from breaches.drills import breach_contacts
from breaches.models import Attendee, Authority, Breach, BreachLink, ClientsTold, Consultation
from breaches.models.links import ANSWER_WITHIN
from directory.rows import Row

OWN_SHOWN = 10


def breach_rows(breach: Breach) -> list[Row]:
    """What happened, when, and who found it."""
    by = f"{_moment(breach.registered_at)}, door {breach.registrar}"
    return [
        {"label": "Kenmerk", "value": breach.reference},
        {"label": "Wat er gebeurde", "value": "\n".join(_capital(label) for label in breach.happening_labels)},
        {"label": "Ontdekt", "value": f"{_moment(breach.discovered_at)}, door {breach.get_discovered_by_display()}"},
        {"label": "Periode van het lek", "value": _period(breach.from_on, breach.until_on)},
        {"label": "Geregistreerd", "value": by},
        *(
            [{"label": "Gemeld bij aanmelding", "value": breach.reported_reference}]
            if breach.reported_reference
            else []
        ),
    ]


def report_rows(breach: Breach) -> list[Row]:
    """Whether it was reported to the supervisory authority, or why that was not needed (art. 33 GDPR)."""
    if not breach.authority:
        return [{"label": "Toezichthouder", "value": "nog te beslissen"}]
    rows = [{"label": "Toezichthouder", "value": _capital(breach.get_authority_display())}]
    if breach.authority == Authority.NONE:
        rows.append({"label": "Reden", "value": _capital(breach.get_no_report_reason_display())})
        rows.append({"label": "Beslist door", "value": breach.get_no_report_decided_by_display()})
    else:
        rows.append({"label": "Gemeld op", "value": _moment(breach.reported_at)})
    return rows


def client_rows(breach: Breach) -> list[Row]:
    """Whether the clients must be told, and since when they are (art. 34 GDPR)."""
    rows = [{"label": "Cliënten inlichten", "value": breach.get_clients_told_display()}]
    if breach.clients_told == ClientsTold.NO:
        rows.append({"label": "Reden", "value": _capital(breach.get_not_told_reason_display())})
    if breach.clients_told != ClientsTold.UNDECIDED:
        rows.append({"label": "Beslist op", "value": _day(breach.clients_decided_on)})
    if breach.clients_told == ClientsTold.YES:
        rows.append({"label": "Ingelicht op", "value": _day(breach.clients_told_on) or "nog niet"})
    return rows


def consultation_row(consultation: Consultation) -> Row:
    """One consultation: when, how, and who took part on each side (R98)."""
    partner = consultation.agreement.party_name("partner")
    lines = [
        consultation.get_channel_display().capitalize(),
        f"Opgroeien: {_functions(consultation.agency_attendees)}",
        f"{partner}: {_functions(consultation.partner_attendees)}",
    ]
    return {"label": _moment(consultation.held_at), "value": "\n".join(lines)}


def mailboxes_of(breach: Breach) -> str:
    """The addresses to which mail went under the agreements concerned, those of before included."""
    protocols = breach.agreements.values("protocol")
    found = Mailbox.objects.filter(protocol__in=protocols).order_by("registered_at").values_list("address", flat=True)
    return ", ".join(dict.fromkeys(found))


def _functions(codes: list[str]) -> str:
    return ", ".join(Attendee(code).label for code in codes)


def _period(from_on: date | None, until_on: date | None) -> str:
    start = f"van {_day(from_on)}" if from_on else "begin niet bekend"
    return f"{start}, tot en met {_day(until_on)}" if until_on else f"{start}, einde niet bekend"


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def own_reports(user: User) -> list[Breach]:
    """What this person reported, the newest first: all that a team or a receiver reads of the register (D31)."""
    reported = Breach.objects.reported_by(user).prefetch_related("agreements__partner")
    return list(reported.order_by("-registered_at")[:OWN_SHOWN])


def drill_status(link: BreachLink, *, at: datetime) -> dict[str, str]:
    """Where the drill of one contact stands, as text and tone of `components/tag.html`."""
    mail = link.transmission
    if link.answered_at is not None:
        took = int((link.answered_at - link.sent_at).total_seconds() // 3600)
        words = f"na {took} uur" if took else "binnen het uur"
        return {"text": f"beantwoord {words}", "tone": "warning" if link.is_late else "success"}
    if mail.returned_at is not None:
        return {"text": "mail kwam terug", "tone": "error"}
    if mail.sent_at is None:
        return {"text": mail.get_status_display(), "tone": "info"}
    if at - link.sent_at >= ANSWER_WITHIN:
        return {"text": "geen antwoord na 24 uur", "tone": "error"}
    return {"text": "wacht op antwoord", "tone": "info"}


def contacts_without_mail() -> list[Agreement]:
    """Papers with a breach contact who has no e-mail address: only a call reaches them."""
    keys = breach_contacts().filter(email="").values("agreement")
    return list(Agreement.objects.filter(pk__in=keys).select_related("team", "partner").order_by("partner__name")[:50])
