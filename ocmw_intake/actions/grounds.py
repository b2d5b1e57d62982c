"""The attempts on which an outcome rests: without them nobody knows how the contact ended (R77, R78, R81)."""

from ocmw_intake.models import Intake, OutcomeKind, attempts_before_giving_up

_REACHED_BEFORE = {
    OutcomeKind.WANTS_HELP: True,
    OutcomeKind.DECLINES: True,
    OutcomeKind.REFERRED_ON: True,
    OutcomeKind.NOT_REACHED: False,
    OutcomeKind.MOVED: None,
}
"""The attempt that must have been logged before an outcome: one that reached the client, one that did not, or any.

Only the client can say yes, no or "to someone else, please" (R77, R78); without any contact nothing is clear (R81).
"""

_LOG_FIRST = {
    True: "Voeg eerst een contactpoging toe waarbij u de cliënt bereikte.",
    False: "Voeg eerst een contactpoging toe waarbij u de cliënt niet bereikte.",
    None: "Voeg eerst een contactpoging toe, bijvoorbeeld een huisbezoek.",
}


def what_is_missing(intake: Intake, kind: OutcomeKind) -> str:
    """The sentence that asks for the attempts this outcome still lacks; empty when it has its ground.

    Who was not reached, was tried as often as the receiver itself decided (`ReceiverTerms`).
    """
    reached = _REACHED_BEFORE[kind]
    attempts = intake.attempts.counting()
    made = attempts.count() if reached is None else attempts.filter(reached=reached).count()
    needed = attempts_before_giving_up(intake.partner_id) if kind == OutcomeKind.NOT_REACHED else 1
    if made >= needed:
        return ""
    if made == 0:
        return _LOG_FIRST[reached] if needed == 1 else f"{_LOG_FIRST[reached]} Uw organisatie vraagt er {needed}."
    return (
        f"U noteerde poging {made} van {needed}. "
        f"Probeer nog {needed - made} keer, op een ander uur of op een andere manier."
    )
