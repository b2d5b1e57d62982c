"""What the gate would say after this paper is registered, for who has the paper in hand (R26)."""

from dataclasses import dataclass

from agreements.terms.papers import Document
from law.findings import Topic
from law.gate import Decision
from law.obstacles import Obstacle
from paper_import.judged import Judged
from paper_import.judging import JudgedPaper, as_it_would_be
from paper_import.models import PaperDraft, Papers

_OWN = {
    Papers.AGREEMENT: {Topic.AGREEMENT},
    Papers.PROTOCOL: {Topic.PROTOCOL, Topic.ADVICE},
    Papers.BOTH: {Topic.AGREEMENT, Topic.PROTOCOL, Topic.ADVICE},
}
_DOUBTED = (Obstacle.AGREEMENT_DOUBTED, Obstacle.PROTOCOL_DOUBTED)
"""Said by the number of doubts already, as long as there is something to look at."""
_OTHER = {Papers.AGREEMENT: Document.PROTOCOL, Papers.PROTOCOL: Document.AGREEMENT}


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """The reasons why nothing may go yet, by where their reader meets them."""

    may_send: bool
    here: tuple[Obstacle, ...]
    """About this paper: look once more whether it says them."""
    other_paper: str
    """The paper that is not registered yet; all that is missing of it is not told one by one."""
    afterwards: tuple[Obstacle, ...]


def verdict_of(draft: PaperDraft, judged: Judged) -> PaperVerdict | None:
    """None as long as the parties are not known."""
    decision = judged.decision
    if decision is None:
        return None
    if not isinstance(judged, JudgedPaper):
        return PaperVerdict(decision.may_send, tuple(decision.obstacles), "", ())
    own, other = _OWN[Papers(draft.papers)], _OTHER.get(Papers(draft.papers))
    is_missing = other is not None and _is_missing(judged, other)
    of_other = {Topic.AGREEMENT, Topic.PROTOCOL, Topic.ADVICE} - own if is_missing else set()
    told = [one for one in decision.obstacles if not (judged.to_look_at and one in _DOUBTED)]
    here = [one for one in told if one.topic in own or one == Obstacle.MAILBOX_MISSING]
    rest = [one for one in told if one not in here and one.topic not in of_other]
    return PaperVerdict(
        decision.may_send,
        tuple(here),
        other.label if other and is_missing and _tells_of(decision, of_other) else "",
        tuple(rest),
    )


def _is_missing(judged: JudgedPaper, document: Document) -> bool:
    """Whether nobody registered that paper: neither a day of force nor a signature."""
    agreement = as_it_would_be(judged.planned)
    paper = agreement if document == Document.AGREEMENT else agreement.protocol
    return paper.in_force_from is None and not any(one.document == document for one in agreement.all_signatures)


def _tells_of(decision: Decision, topics: set[Topic]) -> bool:
    return any(one.topic in topics for one in decision.obstacles)
