"""What a mail in the return mailbox means for the mail of ours that it is about (D30)."""

from dataclasses import dataclass

from outbox.incoming import Action, Fate, Incoming, Sort
from outbox.mail_address import is_same_mailbox, is_same_name
from outbox.models import ReturnCause, Verdict

GONE = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
"""Codes, without their class, that say that a mailbox does not exist or takes no mail any more (D30, RFC 3463)."""


@dataclass(frozen=True)
class Conclusion:
    """What is noted: `code` as 5.1.1, or empty; `mailbox_is_gone` only when the report says so of our recipient."""

    verdict: Verdict
    code: str = ""
    mailbox_is_gone: bool = False


_VERDICTS = {
    Action.DELIVERED: Verdict.DELIVERED,
    Action.EXPANDED: Verdict.RELAYED,
    Action.RELAYED: Verdict.RELAYED,
    Action.DELAYED: Verdict.DELAYED,
    Action.FAILED: Verdict.RETURNED,
}
_WORST_LAST = list(Action)


def conclude(incoming: Incoming, *, recipient: str) -> Conclusion:
    """Decide what a mail means for our mail to `recipient`; "" when nobody knows whom that was to."""
    match incoming.sort:
        case Sort.AUTOMATIC:
            return Conclusion(Verdict.AUTOMATIC)
        case Sort.COMPLAINT:
            return Conclusion(Verdict.COMPLAINT)
        case Sort.UNCLEAR | Sort.LETTER:
            return Conclusion(Verdict.UNCLEAR)
    ours = [fate for fate in incoming.fates if is_about(fate, recipient)]
    fate = max(ours or incoming.fates, key=lambda each: _WORST_LAST.index(each.action))
    code = fate.codes[0] if fate.codes else ""
    if fate.action == Action.FAILED and not ours and _is_another(fate, recipient):
        return Conclusion(Verdict.ABOUT_ANOTHER, code)
    return Conclusion(_VERDICTS[fate.action], code, mailbox_is_gone=bool(ours) and _is_gone(fate))


def cause_of(code: str) -> ReturnCause:
    """The cause behind a code: 5.7.509 → trust; a mailbox that takes no mail any more is one that is not there."""
    _, _, rest = code.partition(".")
    if rest in GONE:
        return ReturnCause.ADDRESS
    subject = rest.partition(".")[0]
    return ReturnCause(subject) if subject in ReturnCause.values else ReturnCause.UNKNOWN


def is_about(fate: Fate, recipient: str) -> bool:
    """Whether a report speaks of our recipient (D30).

    The address where it ended counts. Another one may be a colleague on the receiver's list; but when the server says
    that it was ours, and only moved it to a domain of its own, it is still ours.
    """
    if fate.final and fate.original and not is_same_mailbox(fate.final, recipient):
        return is_same_mailbox(fate.original, recipient) and is_same_name(fate.final, recipient)
    return is_same_mailbox(fate.final or fate.original, recipient)


def likely_recipient(incoming: Incoming) -> str:
    """Whom our mail was to, when nobody can look that up; "" when what came back is not of a recipient of the report.

    The headers that came back say it, and else the report itself, when it speaks of one address only.
    """
    named = {fate.final or fate.original for fate in incoming.fates} - {""}
    if incoming.original_to:
        return incoming.original_to if any(is_about(fate, incoming.original_to) for fate in incoming.fates) else ""
    return named.pop() if len(named) == 1 else ""


def _is_another(fate: Fate, recipient: str) -> bool:
    """Whether it names somebody else; the same name at another domain may be ours at an inside domain of the server."""
    ended_at = fate.final or fate.original
    return bool(ended_at and recipient) and not is_same_name(ended_at, recipient)


def _is_gone(fate: Fate) -> bool:
    """Every code that says something must say it, and no word beside it may speak of something else."""
    told = [code.partition(".") for code in fate.codes if not code.endswith(".0.0")]
    all_say_so = bool(told) and all(first == "5" and rest in GONE for first, _, rest in told)
    return fate.action == Action.FAILED and all_say_so and not fate.is_doubtful
