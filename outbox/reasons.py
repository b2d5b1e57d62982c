"""Why a mail did not arrive, in words: from the code of the relay, or from the code in what came back (RFC 3463)."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format

from law.obstacles import Obstacle
from outbox.handover import HandoverOutcome, Stage
from outbox.models import OF_THE_RECEIVER, Attempt, Transmission, TransmissionStatus

_BY_STATUS = {
    "1.1": "Deze mailbox bestaat niet.",
    "1.2": "Het domein van deze mailbox bestaat niet.",
    "1.10": "Het domein van deze mailbox ontvangt geen mail.",
    "2.1": "Deze mailbox is afgesloten.",
    "2.2": "Deze mailbox is vol.",
    "2.3": "Het bericht is te groot voor deze mailbox.",
    "3.4": "Het bericht is te groot voor de mailserver.",
    "4.1": "De mailserver van de ontvanger antwoordde niet.",
    "4.4": "De mail vond de weg naar de mailserver van de ontvanger niet.",
    "4.7": "De mail raakte niet op tijd afgeleverd.",
    "7.0": "De mailserver van de ontvanger weigert ons om een reden van beveiliging.",
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
_BY_STAGE = {
    Stage.MAIL: "De mailserver weigert ons adres als afzender.",
    Stage.RCPT: "De mailserver weigert deze mailbox.",
}


def why_returned(code: str) -> str:
    """The reason in a delivery report, as 5.1.1."""
    _, _, rest = code.partition(".")
    return (
        _BY_STATUS.get(rest) or _BY_CLASS.get(rest.partition(".")[0]) or "De mailserver gaf geen reden die wij kennen."
    )


def why_attempt(attempt: Attempt) -> str:
    """What the relay answered to one attempt, with its code."""
    number = f" (code {attempt.code}{f' {attempt.status_code}' if attempt.status_code else ''})" if attempt.code else ""
    match attempt.outcome:
        case HandoverOutcome.PERMANENT:
            known = why_returned(attempt.status_code) if attempt.status_code else ""
            words = known or _BY_STAGE.get(Stage(attempt.stage), "De mailserver weigert het bericht.")
        case HandoverOutcome.TRANSIENT:
            words = "De mailserver vroeg om later opnieuw te proberen."
        case HandoverOutcome.NOT_SENT:
            words = "De mailserver was niet bereikbaar."
        case HandoverOutcome.LOGIN_REFUSED:
            words = "De mailserver liet ons niet binnen."
        case HandoverOutcome.ACCEPTED:
            words = "De mailserver nam het bericht aan."
        case _:
            words = "De verbinding viel weg. Misschien kwam het bericht toch aan."
    return words.removesuffix(".") + f"{number}."


def why_stuck(transmission: Transmission, last: Attempt | None) -> Sequence[str]:
    """Every sentence that says why this mail is on the list of what is stuck."""
    if transmission.status == TransmissionStatus.BLOCKED and transmission.kind in OF_THE_RECEIVER:
        words = ["De controle voor het versturen hield de mail tegen. De ontvanger leest waarom."]  # D4
    elif transmission.status == TransmissionStatus.BLOCKED:
        words = [Obstacle.of(code).sentence for code in transmission.obstacles]
    elif transmission.returned_at is not None:
        words = [f"Teruggekomen op {_moment(transmission.returned_at)}.", why_returned(transmission.return_code)]
    else:
        words = [why_attempt(last) if last else "Er was nog geen poging."]
    if transmission.status == TransmissionStatus.QUEUED:
        words.append(f"Wij proberen vanzelf opnieuw vanaf {_moment(transmission.due_at)}.")
    if transmission.is_ambiguous and transmission.status != TransmissionStatus.SENT:
        words.append("Misschien kwam een eerdere poging toch aan.")
    return words


def _moment(at: object) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")  # type: ignore[arg-type]
