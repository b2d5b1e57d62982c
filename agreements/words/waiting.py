"""Who has to do something before anything may be sent under some papers, in words: the register says it of each row."""

from collections.abc import Set

from agreements.terms.papers import Party
from law.findings import PaperStage
from law.obstacles import Obstacle

_ADVICE = {Party.AGENCY: Obstacle.ADVICE_OF_AGENCY_MISSING, Party.PARTNER: Obstacle.ADVICE_OF_PARTNER_MISSING}
_SIGNATURES = {
    Party.AGENCY: {Obstacle.AGREEMENT_NOT_SIGNED_BY_AGENCY, Obstacle.PROTOCOL_NOT_SIGNED_BY_AGENCY},
    Party.PARTNER: {Obstacle.AGREEMENT_NOT_SIGNED_BY_PARTNER, Obstacle.PROTOCOL_NOT_SIGNED_BY_PARTNER},
}
_TO_FILL_IN = {
    PaperStage.INCOMPLETE,
    PaperStage.DOUBTED,
    PaperStage.WITHOUT_START,
    PaperStage.WITHOUT_NOTICE_PERIOD,
}


def waits_for(found: Set[Obstacle], *, partner: str) -> str:
    """Who comes first: who fills in, the DPOs, the signatories, who makes or checks the mailbox; empty when nobody."""
    stages = {obstacle.stage for obstacle in found}
    if stages & {PaperStage.OVER, PaperStage.SUSPENDED}:
        return ""
    if stages & _TO_FILL_IN:
        return "de beheerder: gegevens aanvullen"
    names = {Party.AGENCY: Party.AGENCY.label, Party.PARTNER: partner}
    advising = [f"de DPO van {names[party]}" for party in Party if _ADVICE[party] in found]
    signing = [f"handtekening van {names[party]}" for party in Party if _SIGNATURES[party] & found]
    if advising or signing:
        return " en ".join(advising or signing)
    if Obstacle.MAILBOX_MISSING in found:
        return f"{partner}: adres van de mailbox"
    return "controle van de mailbox" if {one.topic for one in found} == {Obstacle.MAILBOX_MISSING.topic} else ""
