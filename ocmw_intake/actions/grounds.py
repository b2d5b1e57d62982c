"""The attempts on which an outcome rests: without them nobody knows how the contact ended (R77, R78, R81)."""

from django.db.models import Q

from ocmw_intake.models import Ground, Intake, OutcomeKind, attempts_before_giving_up

_COUNTING = {Ground.REACHED: Q(reached=True), Ground.TRIED_IN_VAIN: Q(reached=False), Ground.ANY_ATTEMPT: Q()}
_LOG_FIRST = {
    Ground.REACHED: "Voeg eerst een contactpoging toe waarbij u de cliënt bereikte.",
    Ground.TRIED_IN_VAIN: "Voeg eerst een contactpoging toe waarbij u de cliënt niet bereikte.",
    Ground.ANY_ATTEMPT: "Voeg eerst een contactpoging toe, bijvoorbeeld een huisbezoek.",
}


def what_is_missing(intake: Intake, kind: OutcomeKind) -> str:
    """The sentence that asks for the attempts this outcome still lacks; empty when it has its ground."""
    made = intake.attempts.counting().filter(_COUNTING[kind.ground]).count()
    needed = attempts_before_giving_up(intake.partner_id) if kind.ground == Ground.TRIED_IN_VAIN else 1
    if made >= needed:
        return ""
    if made == 0:
        first = _LOG_FIRST[kind.ground]
        return first if needed == 1 else f"{first} Uw organisatie vraagt er {needed}."
    return (
        f"U noteerde poging {made} van {needed}. "
        f"Probeer nog {needed - made} keer, op een ander uur of op een andere manier."
    )
