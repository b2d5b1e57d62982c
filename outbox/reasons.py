"""Why a mail did not arrive, in words: from the code of the relay, or from the code in what came back (RFC 3463)."""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format

from law.obstacles import Obstacle
from outbox.handover import HandoverOutcome, Stage, TlsFault
from outbox.models import OF_THE_RECEIVER, OPEN, Attempt, Report, ReturnCause, Transmission, TransmissionStatus, Verdict

NOT_TRUSTED = "De mailserver van de ontvanger vertrouwt onze afzender niet (SPF, DKIM of DMARC)."
BLOCKED = "Onze mailserver staat op een blokkeerlijst."
_BY_STATUS = {
    "1.1": "Deze mailbox bestaat niet.",
    "1.2": "Het domein van deze mailbox bestaat niet.",
    "1.3": "Het adres van deze mailbox is geen goed adres.",
    "1.6": "Deze mailbox is verhuisd.",
    "1.8": "De mailserver van de ontvanger aanvaardt ons adres als afzender niet.",
    "1.10": "Het domein van deze mailbox ontvangt geen mail.",
    "2.1": "Deze mailbox is afgesloten.",
    "2.2": "Deze mailbox is vol.",
    "2.3": "De mail is te groot voor deze mailbox.",
    "3.4": "De mail is te groot voor de mailserver.",
    "4.1": "De mailserver van de ontvanger antwoordde niet.",
    "4.4": "De mail vond de weg naar de mailserver van de ontvanger niet.",
    "4.7": "De mail raakte niet op tijd afgeleverd.",
    "7.0": "De mailserver van de ontvanger weigert ons om een reden van beveiliging.",
    "7.20": NOT_TRUSTED,
    "7.21": NOT_TRUSTED,
    "7.22": NOT_TRUSTED,
    "7.23": NOT_TRUSTED,
    "7.25": "De mailserver van de ontvanger vindt de naam van onze mailserver niet in DNS.",
    "7.26": NOT_TRUSTED,
    "7.27": NOT_TRUSTED,
    "7.509": NOT_TRUSTED,
    "7.515": NOT_TRUSTED,
    "7.1": "De mailserver van de ontvanger weigert ons of de bijlage. Vraag of versleutelde zip-bestanden mogen.",
}
_BY_CLASS = {
    "1": "Er is iets mis met het adres van de mailbox.",
    "2": "Er is iets mis met de mailbox.",
    "3": "Er is iets mis met de mailserver van de ontvanger.",
    "4": "De mailserver van de ontvanger was niet bereikbaar.",
    "5": "De mailservers verstonden elkaar niet.",
    "6": "De mailserver van de ontvanger aanvaardt de inhoud niet.",
    "7": "De mailserver van de ontvanger weigert ons om een reden van beveiliging.",
}
_BLOCK_LISTS_OF_MICROSOFT = range(606, 650)
_BY_STAGE = {
    Stage.MAIL: "De mailserver weigert ons adres als afzender.",
    Stage.RCPT: "De mailserver weigert deze mailbox.",
}


_LINE = {
    TlsFault.EXPIRED: "Het certificaat van onze mailserver is verlopen. Vraag wie hem beheert om het te vernieuwen.",
    TlsFault.NOT_YET_VALID: (
        "Het certificaat van onze mailserver is nog niet geldig. Vraag de operator of de klok hier juist staat."
    ),
    TlsFault.WRONG_NAME: (
        "Het certificaat van onze mailserver hoort bij een andere naam. Vraag de operator om SMTP_HOST na te kijken: "
        "daar staat de naam uit het certificaat."
    ),
    TlsFault.UNKNOWN_AUTHORITY: (
        "Het certificaat van onze mailserver komt van een uitgever die wij niet kennen. Vraag de operator om "
        "SMTP_CA_FILE na te kijken. Is dat bestand juist? Dan doet misschien iemand zich voor als de mailserver."
    ),
    TlsFault.OTHER_CERTIFICATE: (
        "Het certificaat van onze mailserver klopt niet. Vraag wie hem beheert om het na te kijken."
    ),
    TlsFault.PROTOCOL: (
        "Onze mailserver kent alleen een verouderde versleuteling. Vraag wie hem beheert om TLS 1.2 aan te zetten."
    ),
    TlsFault.NOT_TLS: (
        "Onze mailserver antwoordt zonder versleuteling. Vraag de operator of SMTP_PORT en SMTP_SECURITY kloppen."
    ),
    TlsFault.NOT_OFFERED: (
        "Onze mailserver biedt geen versleuteling aan. Vraag wie hem beheert om STARTTLS aan te zetten."
    ),
}
"""What is wrong with the encryption of the line to our relay, and what to do; never an "unreachable" relay."""


def why_not_safe(fault: str) -> str:
    """The sentence of one fault of the encryption, with what to do."""
    return _LINE[TlsFault(fault)]


def why_returned(code: str) -> str:
    """The reason in a delivery report, as 5.1.1."""
    _, _, rest = code.partition(".")
    subject, _, detail = rest.partition(".")
    if subject == "7" and detail.isdecimal() and int(detail) in _BLOCK_LISTS_OF_MICROSOFT:
        return BLOCKED
    return _BY_STATUS.get(rest) or _BY_CLASS.get(subject) or "De mailserver gaf geen reden die wij kennen."


def what_report_says(report: Report) -> str:
    """One report in words, as it stands at its mail."""
    code = f" (code {report.code})" if report.code else ""
    match report.verdict:
        case Verdict.DELIVERED:
            return "De mail is afgeleverd in de mailbox."
        case Verdict.RELAYED:
            return "Een mailserver gaf de mail door. Of ze aankwam, meldt die niet."
        case Verdict.DELAYED:
            return f"Een mailserver meldt dat de mail vertraging heeft. Hij probeert zelf opnieuw{code}."
        case Verdict.RETURNED:
            return f"De mail kwam terug. {why_returned(report.code).removesuffix('.')}{code}."
        case Verdict.ABOUT_ANOTHER:
            return (
                "Een mailserver meldt dat de mail niet aankwam bij een ander adres dan dat van de ontvanger. "
                f"Misschien stuurt de mailbox door. Vraag de ontvanger of de mail er is{code}."
            )
        case Verdict.AUTOMATIC:
            return "Een automatisch antwoord kwam terug. De mail is dus aangekomen."
        case Verdict.COMPLAINT:
            return "Een mailserver meldt dat iemand de mail ongewenst noemde."
        case _:
            return "Er kwam een melding terug die wij niet begrijpen. Een operator kan ze lezen."


def last_answer(transmission: Transmission, attempts: Iterable[Attempt]) -> Attempt | None:
    """The last attempt that ended, by what both rows say together.

    An attempt that is under way is no failure; nor is one that began, or ended, after this row of the mail was read.
    """
    ended = [attempt for attempt in attempts if attempt.outcome]
    if transmission.status in OPEN:
        last = transmission.attempt_count - (1 if transmission.status == TransmissionStatus.SENDING else 0)
        ended = [attempt for attempt in ended if attempt.number <= last]
    return max(ended, key=lambda attempt: attempt.number, default=None)


def why_attempt(attempt: Attempt) -> str:
    """What the relay answered to one attempt that ended, with its code."""
    number = f" (code {attempt.code}{f' {attempt.status_code}' if attempt.status_code else ''})" if attempt.code else ""
    match attempt.outcome:
        case HandoverOutcome.PERMANENT:
            known = why_returned(attempt.status_code) if attempt.status_code else ""
            words = known or _BY_STAGE.get(Stage(attempt.stage), "De mailserver weigert de mail.")
        case HandoverOutcome.TRANSIENT:
            words = "De mailserver vroeg om later opnieuw te proberen."
        case HandoverOutcome.NOT_SENT if attempt.tls_fault:
            words = "Er was geen veilige verbinding met onze mailserver. Er is niets verstuurd."
        case HandoverOutcome.NOT_SENT:
            words = "De mailserver was niet bereikbaar."
        case HandoverOutcome.LOGIN_REFUSED:
            words = "De mailserver liet ons niet binnen."
        case HandoverOutcome.ACCEPTED:
            return "De mail is verstuurd."
        case HandoverOutcome.UNKNOWN:
            words = "De verbinding viel weg. Misschien kwam de mail toch aan."
        case _:
            return "Een poging om te versturen begon."
    return words.removesuffix(".") + f"{number}."


def why_stuck(transmission: Transmission, attempts: Iterable[Attempt], reports: Iterable[Report]) -> Sequence[str]:
    """Every sentence that tells an administrator why this mail is on the list of what is stuck."""
    last = last_answer(transmission, attempts)
    if transmission.status == TransmissionStatus.BLOCKED and transmission.kind in OF_THE_RECEIVER:
        words = ["De controle voor het versturen hield de mail tegen. De ontvanger leest waarom."]  # D4
    elif transmission.status == TransmissionStatus.BLOCKED:
        words = [Obstacle.of(code).sentence_to_administrator for code in transmission.obstacles]
    elif transmission.returned_at is not None:
        words = [f"Teruggekomen op {_moment(transmission.returned_at)}.", why_returned(transmission.return_code)]
    elif transmission.status == TransmissionStatus.SENT:
        words = []
    elif transmission.status == TransmissionStatus.SENDING:
        words = ["Een poging is aan de gang."]
    elif transmission.status == TransmissionStatus.FAILED and transmission.broken_tries:
        words = ["Deze mail kan niet gemaakt worden: bij het maken loopt het telkens fout. Vraag een operator om hulp."]
    else:
        words = [why_attempt(last) if last else "Er was nog geen poging."]
        words += [why_not_safe(last.tls_fault)] if last and last.tls_fault else []
    if transmission.kind not in OF_THE_RECEIVER:  # D4
        words += [what_report_says(report) for report in reports]
    if transmission.status == TransmissionStatus.QUEUED:
        words.append(f"Wij proberen vanzelf opnieuw vanaf {_moment(transmission.due_at)}.")
    if transmission.is_ambiguous and transmission.status != TransmissionStatus.SENT:
        words.append("Misschien kwam een eerdere poging toch aan.")
    return words


def _moment(at: object) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")  # type: ignore[arg-type]


_FIRST_LOOK_AT = {
    ReturnCause.ADDRESS: "Vraag de operator of onze mailserver en DNS de adressen van anderen nog vinden.",
    ReturnCause.ROUTE: "Vraag de operator of DNS werkt en of onze mailserver naar buiten kan.",
    ReturnCause.CONTENT: "Vraag de operator of een mailserver onderweg versleutelde zip-bestanden weigert.",
    ReturnCause.TRUST: "Vraag de operator of onze mailserver op een blokkeerlijst staat.",
}


def what_to_do(cause: str) -> Sequence[str]:
    """What to look at when mails to several receivers come back for one cause, the likeliest first (D30)."""
    first = _FIRST_LOOK_AT.get(ReturnCause(cause), "Vraag de operator om het log van onze mailserver te lezen.")
    others = [
        "Kijk na of onze mailserver op een blokkeerlijst staat.",
        "Kijk na of SPF, DKIM en DMARC van ons domein kloppen.",
        "Kijk na of het adres van onze afzender juist is.",
        "Kijk na of DNS werkt, ook de naam van onze mailserver.",
        "De mailboxen van de ontvangers blijven aan. Ging er al een uit? Zet ze weer aan op de pagina van de mailbox.",
    ]
    return [first, *others]
