"""Who has to do something before anything may be sent under some papers, in words: the register says it of each row."""

from agreements.models import Agreement
from agreements.terms.papers import Party
from law.findings import PaperStage
from law.gate import Decision
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


def waits_for(agreement: Agreement, decision: Decision) -> str:
    """Who comes first: who fills in, the DPOs, the signatories, who makes or checks the mailbox; empty when nobody."""
    found = set(decision.obstacles)
    stages = {obstacle.stage for obstacle in found}
    if stages & {PaperStage.OVER, PaperStage.SUSPENDED}:
        return ""
    if stages & _TO_FILL_IN:
        return "de beheerder: gegevens aanvullen"
    advising = [f"de DPO van {agreement.party_name(party)}" for party in Party if _ADVICE[party] in found]
    signing = [f"handtekening van {agreement.party_name(party)}" for party in Party if _SIGNATURES[party] & found]
    if advising or signing:
        return " en ".join(advising or signing)
    if Obstacle.MAILBOX_MISSING in found:
        return f"{agreement.partner.name}: adres van de mailbox"
    return "controle van de mailbox" if {one.topic for one in found} == {Obstacle.MAILBOX_MISSING.topic} else ""
