"""The words by which mail servers and machines are known, in Dutch, French, German, English and what else turns up.

Only for reports without a part for machines, and for what no code says. Each table reads as: word → what it means.
"""

import re

_ACTIONS = {
    "deliver": "delivered",
    "relay": "relayed",
    "expand": "expanded",
    "delay": "delayed",
    "defer": "delayed",
    "fail": "failed",
    "error": "failed",
    "bounce": "failed",
    "reject": "failed",
    "expire": "failed",
    "undeliver": "failed",
}
"""How a word in `Action:` begins."""


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_WHO = "(?:user|recipient|mailbox|account|address|host|domain)"
_SERVER = _any(
    r"mailer[-_. ]?daemon",
    r"poo?st[-_. ]?master",
    r"mail delivery (?:sub)?system",
    r"mail delivery service",
    r"mdaemon@",
    r"mail[-_. ]?system@",
    r"mail ?administrator",
    r"microsoftexchange\w*@",
    r"double-bounce@",
    r"no[-_]?reply@",
    r"\bbounces?@",
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|doorst|dfwd|tr|wg|i|rv|enc|re|antw|aw|sv|odp)\s*:", re.IGNORECASE)
_AUTOMATIC = _any(
    r"^(?:automatisch antwoord|automatisch bericht|afwezig|buiten kantoor|niet op kantoor|out of (?:the )?office)",
    r"^(?:r.ponse automatique|absence|absent|message d.absence|automatische antwort|abwesen)",
    r"^auto(?:matic)?[- :_]?(?:reply|response|antwort)",
    r"vacation",
    r"niet aanwezig",
    r"ontvangstbevestiging",
    r"leesbevestiging",
    r"^(?:gelezen|read|lu|gelesen)\s*:",
    r"on (?:annual )?leave",
)
_DELAYED = _any(
    r"\bdelay(?:ed)?\b",
    r"\bnot yet (?:been )?deliver",
    r"will (?:be retried|continue to (?:be )?(?:try|attempt|retr))",
    r"still (?:being|trying|attempting)",
    r"temporar\w* (?:fail|problem|unable)",
    r"could not send message for past",
    r"warning: (?:message|could)",
    r"do not need to resend",
    r"vertra(?:agd|ging)",
    r"nog niet (?:afgeleverd|bezorgd|besteld)",
    r"\bretard",
    r"pas encore (?:.t.|pu)",
    r"verz.ger",
    r"noch nicht (?:zugestellt|ausgeliefert)",
)
_FAILED = _any(
    r"undeliver",
    r"un-?deliver",
    r"non[- ]?deliver",
    r"not (?:be )?deliver",
    r"deliver\w* (?:\w+ ){0,6}(?:fail|abort|error|impossible)",
    r"fail\w* (?:\w+ ){0,4}(?:deliver|recipient|address|to send|permanent)",
    r"permanent(?:ly)? (?:\w+ )?(?:fail|error|fatal)",
    r"fatal error",
    r"returned (?:mail|message|to sender)",
    r"return(?:ed)? to (?:the )?sender",
    r"mail (?:system )?error",
    r"failure notice",
    r"(?:could|can|was|were|did) ?(?:not|n.t) (?:\w+ ){0,3}(?:deliver|reach|sent|send|accept|be found|receive)",
    r"unable to (?:\w+ )?(?:deliver|send|reach|process|relay)",
    r"(?:has|have|been|was|were|is) (?:\w+ )?(?:rejected|refused|bounced|blocked)",
    rf"{_WHO}\w* (?:is |was |has been )?(?:unknown|not found|unavailable|disabled|inactive|suspended)",
    rf"{_WHO}\w* (?:is |was |has been )?(?:rejected|full|invalid|does not|doesn.t|not exist|not allowed)",
    rf"(?:unknown|no such|invalid|bad) (?:\w+ )?{_WHO}",
    r"(?:over|exceed\w*) (?:\w+ ){0,3}(?:quota|limit|size|storage)",
    r"\b5\d\d[ -][45]\.\d",
    r"\b55\d\b",
    r"giving up on",
    r"given up",
    r"onbestelbaar",
    r"niet[- ](?:\w+ ){0,3}(?:bestelbaar|besteld|bezorgd|afgeleverd|verzonden|geleverd|bereikt|aangekomen)",
    r"(?:aflevering|bezorging|verzenden) (?:\w+ ){0,3}mislukt",
    r"mislukte (?:bezorging|aflevering)",
    r"geweigerd",
    r"bestaat niet",
    r"non[- ](?:remis|distribu|d.livr|livr)",
    r"(?:pas|pu) (?:\w+ ){0,2}(?:.tre )?(?:remis|distribu|d.livr|livr|envoy|achemin)",
    r".chec (?:de )?(?:la |l.)?(?:remise|distribution|livraison|envoi)",
    r"adresse (?:inconnue|introuvable)",
    r"n.existe pas",
    r"unzustellbar",
    r"nicht (?:\w+ ){0,3}(?:zugestellt|ausgeliefert|.bermittelt|zustellbar)",
    r"zustellung (?:\w+ ){0,4}(?:fehlgeschlagen|nicht m.glich|gescheitert)",
    r"zustellfehler",
    r"existiert nicht",
    r"empf.nger (?:\w+ ){0,2}unbekannt",
    r"no (?:se )?(?:ha )?(?:podido|pudo) (?:\w+ )?entreg",
    r"no entregado",
    r"non .{0,20}(?:consegnat|recapitat)",
    r"n.o .{0,20}entreg",
    r"nie (?:\w+ ){0,3}dostarcz",
)
_TROUBLE = _any(
    r"\berrors?\b",
    r"\bfail",
    r"\breject",
    r"\brefus",
    r"\btrouble\b",
    r"\bproblem",
    r"\bfout",
    r"\berreur",
    r"\bfehler",
)
_ARRIVED = _any(
    r"delivered successfully",
    r"successful(?:ly)? (?:\w+ )?deliver",
    r"\(success\)",
    r"status notification: success",
    r"^(?:afgeleverd|remis|zugestellt|delivered)\s*:",
)
_OF_THE_SENDER = _any(
    r"block(?:ed|list|ing)",
    r"black ?list",
    r"\bspam",
    r"\bdmarc\b",
    r"\bdkim\b",
    r"\bspf\b",
    r"reputation",
    r"\brbl\b",
    r"dnsbl",
    r"\bpolicy\b",
    r"relay(?:ing)? (?:\w+ )?(?:denied|not|prohibit)",
    r"not (?:permitted|allowed) to relay",
    r"unable to relay",
    r"access (?:is )?denied",
    r"reverse (?:dns|mapping)",
    r"\bptr\b",
    r"sender (?:\w+ )?(?:reject|denied|unknown|address|verif|domain)",
    r"greylist",
    r"virus",
    r"authenticat",
    r"banned",
    r"\bat a rate\b",
    r"rate limit",
    r"disk space",
    r"insufficient",
    r"procmail",
    r"x-unix",
    r"too many",
    r"not accept\w* (?:mail )?from",
    r"over quota",
    r"mailbox (?:is )?full",
    r"quota exceeded",
)


def action_of(word: str) -> str | None:
    """What stands in `Action:`, in the words of RFC 3464; None for a word of nobody."""
    return next((action for start, action in _ACTIONS.items() if word.startswith(start)), None)


def action_in(text: str) -> str | None:
    """What these words say happened: delayed, failed, delivered, or nothing that is understood."""
    if _DELAYED.search(text):
        return "delayed"
    if _FAILED.search(text):
        return "failed"
    return "delivered" if _ARRIVED.search(text) else None


def is_about_trouble(text: str) -> bool:
    """Whether these words, when a mail server writes them, say that something went wrong."""
    return _TROUBLE.search(text) is not None


def is_a_server(sender: str) -> bool:
    """Whether this sender is a mail server, and not a person."""
    return _SERVER.search(sender) is not None


def is_passed_on(subject: str) -> bool:
    """Whether a person forwarded or answered this mail."""
    return _PASSED_ON.match(subject) is not None


def is_automatic_answer(subject: str) -> bool:
    """Whether a subject is that of an answer while somebody is away, or of a mail that was read."""
    return _AUTOMATIC.search(subject) is not None


def speaks_of_the_sender(text: str) -> bool:
    """Whether the reason is us, the way or the content, or goes away by itself, whatever the code beside it says."""
    return _OF_THE_SENDER.search(text) is not None
