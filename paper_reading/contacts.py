"""E-mail addresses on a paper, and what each is for: the mailbox for sharing, the contacts for breaches (R24, R70)."""

import re
from dataclasses import dataclass, replace

from paper_reading.folding import cue, fold
from paper_reading.healing import split_letters
from paper_reading.mentions import mentions
from paper_reading.spacing import one_line
from paper_reading.terms import Found, PaperSide
from paper_reading.text import PaperText

_ENDINGS = (
    "(?:"
    + "|".join(
        r"\s?".join(one) if len(one) > 3 else one
        for one in ["be", "eu", "com", "net", "org", "nl", "vlaanderen", "brussels", "gent", "info", "example", "test"]
    )
    + ")"
)
_PIECE = r"[A-Za-z0-9][A-Za-z0-9-]*"
_PRINTED = re.compile(rf"[A-Za-z0-9._+’'-]+@(?:{_PIECE}\.)+{_ENDINGS}(?![A-Za-z0-9@.-]*[A-Za-z0-9@])")
_AT = re.compile(r"\s?(?:@|\(at\)|\[at\]|\(a\))\s?|(?<=[a-z])©(?=[a-z])")
_DOMAIN_END = re.compile(rf"\s?\.\s?{_ENDINGS}(?![A-Za-z0-9])")
_TORN_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:[ .]{1,3}[A-Za-z0-9-]+)*")
_TORN_OFF = re.compile(r"(?:\w: |\b(?:mailbox|mailadres|naar) )([a-z][a-z0-9._-]{1,14} )$")
"""A word alone between a label and an address: "Kanaal: aanmel dingen@dorp.example"."""
_WORD_BEFORE = re.compile(r"([A-Za-z0-9._-]+)\s$")
_AT_END_OF_LINE = re.compile(r"-[ ]*\n\s*")
_BROKEN_DOMAIN = re.compile(rf"[A-Za-z0-9.]+-[ ]*\n[ ]*(?:[a-z0-9-]+\.)+{_ENDINGS}(?![A-Za-z0-9])")
_LONGEST_LINE = 400
_LONGEST_DOMAIN = 80
_NAME = re.compile(r"[A-Z][a-z]{3,}")
_SPACED = re.compile(r"(?<![\w.-])[A-Za-z0-9](?: [A-Za-z0-9._-]){3,}\s?$")
_STOP = frozenset(
    [
        "naar",
        "mailbox",
        "adres",
        "mailadres",
        "e-mailadres",
        "e-mail",
        "email",
        "mail",
        "volgende",
        "volgend",
        "via",
        "op",
        "en",
        "het",
        "de",
        "contact",
        "is",
        "aan",
        "of",
        "tel",
        "tel.",
        "gsm",
        "mailto",
        "voor",
        "van",
        "bij",
        "te",
        "een",
        "per",
        "contacteren",
        "bereikbaar",
        "dpo",
        "fgb",
        "functionaris",
        "gegevensbescherming",
        "ocmw",
        "caw",
        "opgroeien",
        "regie",
    ]
)
_MAILBOX = cue(
    "volgende mailbox|volgend mailadres|volgende mailadres|volgend e-mailadres|volgende e-mailadres"
    "|naar de mailbox|mailbox|postvak|brievenbus|beveiligde mail|postbus|elektronisch adres"
    "|verzendt de persoonsgegevens|7-zip|7zip|AES 256|AES-256|AES256|versleuteld|verzonden naar|gestuurd naar"
    "|bezorgd aan|doorgegeven via|ontvangt de gegevens|verstuurd naar|gemaild naar|naar het mailadres"
    "|aanmeldingen gaan naar|gegevens gaan naar|bestanden gaan naar|mailt dit naar|mailt naar|mailen naar|mailt ze naar"
    "|maatschappelijk werkers lezen|toekomen op|komen toe op|komt toe op"
    "|ontvangt op|ontvangt ze op|ontvangt deze op|ontvangt de bestanden"
    "|stuurt de gegevens|gedeeld via|bezorgd via"
    "|doorverwijzingen"
    "|op het adres|op volgend adres|bezorgd op|mededeling gebeurt|geëncrypteerd|e-mailadres voor de gegevens"
)
_NEAR_MAILBOX, _RIGHT_BEFORE = 420, 80
_FORMER = cue(
    "vroegere|vorige|voormalige|het oude|niet naar|nooit naar|niet via|niet langer|in geen geval|niet gebruiken"
    "|niet bestemd|niet voor|vragen over|vragen van|voor vragen|algemene vragen"
)
_BUT = cue("maar|voortaan|enkel|alleen|uitsluitend|vervangen door")
"""Behind it stands what is used: "niet meer naar a@dorp.example maar naar b@dorp.example"."""
_NO_ANSWER = re.compile(r"no-?reply|niet-?antwoorden|helpdesk|servicedesk|support|webmaster")
_NOT_USED = cue(
    "niet worden gebruikt|niet gebruikt|niet meer|niet langer|afgesloten|opgeheven|nooit gebruikt|buiten gebruik"
)
_BREACH = (
    "gegevenslek", "datalek", "inbreuk in verband met", "inbreuk op de beveiliging", "inbreuken in verband met",
    "meldpunt inbreuk", "contact bij inbreuk", "bij een inbreuk", "lek melden", "bij inbreuk",
    "incidenten", "inbreuken", "een inbreuk", "elke inbreuk", "elk lek", "een lek", "lekken",
    "veiligheidsincident", "inbreuk op persoonsgegevens", "lek van persoonsgegevens",
)  # fmt: skip
_BREACH_CUE = cue(
    "|".join(
        (
            *_BREACH,
            "onregelmatigheden",
            "gesignaleerd",
            "voorvallen",
            "misloopt",
            "contacten hiervoor",
            "contactpersonen hiervoor",
            "meldpunt",
        )
    )
)
AGENCY_DOMAIN = re.compile(
    r"@(?:[\w-]+\.)*(?:opgroeien(?:-?regie)?|kindengezin|jongerenwelzijn)\.[a-z]+$|@vlaanderen\.be$", re.IGNORECASE
)
_WRITES_TO = re.compile(
    "^(?:"
    + cue(
        "richt zich tot|richt zich aan|wendt zich tot|schrijft naar|meldt aan|meldt het aan|meldt een lek aan"
    ).pattern
    + ")"
)
_NEW_SENTENCE = re.compile(r"(?:^|[a-z])\.\s+(?:\d[\d.]*\s+)?[A-Z]")
_LONGEST_BREACH, _MOST_BREACHES = 2600, 40
_HEADINGS = (
    "contacten hiervoor", "contactpersonen hiervoor", "contactpunten", "contactgegevens hiervoor", "aanspreekpunten",
    "meldingsplichten", "meldpunten", "meldingen gebeuren", "contacteren elkaar", "brengen elkaar op de hoogte",
)  # fmt: skip
_LONGEST_LIST = 1200
_LOCAL_PART = re.compile(
    r"dpo|privacy|veilig|gdpr|avg|fgb|inbreuk|datalek|lek\b|security|gegevensbescherming", re.IGNORECASE
)
_OF_DPO = re.compile(r"(?:dpo|fgb?|privacy|gdpr|avg|inbreuk(?:en)?|datalek(?:ken)?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrintedAddress:
    """An e-mail address as it is printed, put together again."""

    value: str
    start: int
    end: int
    exact: bool


def find_addresses(text: PaperText) -> list[PrintedAddress]:
    """All e-mail addresses, in order."""
    found: list[PrintedAddress] = []
    for sign in _AT.finditer(text.chars):
        address = _around(text, sign)
        if address and text.is_misread:
            value = re.sub(r"[a-z]+", _without_split_letters, address.value)
            address = PrintedAddress(value, address.start, address.end, address.exact and value == address.value)
        if address and "ocrnw" in address.value:
            address = replace(address, value=address.value.replace("ocrnw", "ocmw"), exact=False)
        if address and (not found or address.start >= found[-1].end):
            found.append(address)
    return found


def _without_split_letters(word: re.Match[str]) -> str:
    """ "rnaatschappelijk" as "maatschappelijk"."""
    letters = list(word.group())
    for at in reversed(split_letters(fold(word.group()))):
        letters[at - 1 : at + 1] = "m" if letters[at] == "n" else "w"
    return "".join(letters)


def _around(text: PaperText, sign: re.Match[str]) -> PrintedAddress | None:
    line_start = text.chars.rfind("\n", max(0, sign.start() - _LONGEST_LINE), sign.start()) + 1
    line_start = max(line_start, sign.start() - _LONGEST_LINE)
    line_end = text.chars.find("\n", sign.end(), sign.end() + _LONGEST_LINE)
    torn = (
        text.is_torn(line_start, line_end if line_end >= 0 else sign.end() + _LONGEST_LINE)
        or sign.group() != "@"
        or _is_loose(text, sign)
    )
    printed = None if torn else _printed_at(text.chars, sign.start())
    if printed and printed.group().startswith("."):  # "sociale .dienst@dorp.example"
        before = _WORD_BEFORE.search(text.chars, max(line_start, printed.start() - 40), printed.start())
        whole = (before[1] if before else "") + printed.group()
        return PrintedAddress(whole.strip("’'.").lower(), printed.start(), printed.end(), exact=False)
    if printed:
        torn_off = _TORN_OFF.search(text.chars, max(line_start, printed.start() - 60), printed.start())
        start = torn_off.start(1) if torn_off and _is_a_piece(torn_off[1]) else printed.start()
        whole = "".join(text.chars[start : printed.end()].split())  # "info@dorp.exam ple"
        is_whole = whole == printed.group()
        return PrintedAddress(whole.strip("’'.").lower(), start, printed.end(), exact=is_whole)
    local, start = _local_part(text.chars, line_start, sign.start())
    domain = _domain(text.chars[sign.end() : sign.end() + _LONGEST_DOMAIN])
    if not local or not domain:
        return None
    whole = "".join(_AT_END_OF_LINE.sub("", domain).split())
    return PrintedAddress(f"{local}@{whole}".lower(), start, sign.end() + len(domain), exact=False)


def _is_a_piece(words: str) -> bool:
    """Whether no word of these ends a sentence before an address: then it is the beginning of the address."""
    return not any(fold(word) in _STOP_FOLDED for word in words.split())


def _domain(behind: str) -> str:
    """What stands behind the sign, up to the first ending of a domain: "w esterlo.be"."""
    if broken := _BROKEN_DOMAIN.match(behind):
        return broken.group()
    for ending in _DOMAIN_END.finditer(behind):
        if _TORN_DOMAIN.fullmatch(behind[: ending.start()]):
            return behind[: ending.end()]
    return ""


def _printed_at(chars: str, at: int) -> re.Match[str] | None:
    return next((one for one in _PRINTED.finditer(chars, max(0, at - 80)) if one.start() < at < one.end()), None)


def _is_loose(text: PaperText, sign: re.Match[str]) -> bool:
    """Whether the domain goes on behind a space: "info@w esterlo.be"."""
    printed = _printed_at(text.chars, sign.start())
    return printed is None


def _local_part(chars: str, line_start: int, at: int) -> tuple[str, int]:
    """What stands before the sign, over single spaces, up to a colon, a known word or a capital name."""
    if spaced := _SPACED.search(chars, line_start, at):
        return "".join(spaced.group().split()), spaced.start()
    kept, start = "", at
    pieces = list(re.finditer(r"[^\s]+", chars[line_start:at]))
    for index in range(len(pieces) - 1, -1, -1):
        match, word = pieces[index], pieces[index].group()
        if kept and any(
            fold("".join(one.group() for one in pieces[max(0, index - back) : index + 1])) in _STOP_FOLDED
            for back in (1, 2)
        ):
            break
        gap = chars[line_start + match.end() : start]
        piece = re.search(r"[A-Za-z0-9._+-]+$", word)
        if not piece or (
            kept
            and (
                len(gap) > 1
                or fold(word) in _STOP_FOLDED
                or word.endswith((",", ";", ":", ")"))
                or _NAME.fullmatch(word)
            )
        ):
            break
        kept, start = piece.group() + kept, line_start + match.start() + piece.start()
        if piece.start() > 0:
            break
    return kept.lstrip("."), start


_BEFORE_ADDRESS = (
    "postvak", "brievenbus", "inbox", "postbus", "onze", "ons", "hun", "haar", "zijn",
    "deze", "dit", "postadres", "dienst", "privacy", "elektronisch", "beveiligd", "contactadres", "meldpunt",
    "ofwel", "uitsluitend", "enkel", "alleen", "beveiligde", "gedeelde", "gedeeld", "centrale", "algemeen",
    "algemene", "nieuwe", "functionaris",
)  # fmt: skip
_STOP_FOLDED = frozenset(fold(word) for word in (*_STOP, *_BEFORE_ADDRESS))


def read_mailbox(text: PaperText, addresses: list[PrintedAddress]) -> PrintedAddress | None:
    """The mailbox for sharing: the address nearest to words that say so, and not nearer to those of a breach."""
    found = [(distance, one) for one in addresses if (distance := _distance_of_mailbox(text, one)) is not None]
    found = [(distance, one) for distance, one in found if not _is_out_of_use(text, one)]
    ours = [one for one in addresses if not AGENCY_DOMAIN.search(one.value)]
    if not all(_OF_DPO.match(one.value) for one in ours):  # where another address stands, that of a DPO is not it
        found = [(distance, one) for distance, one in found if not _OF_DPO.match(one.value)]
    if not found:
        return None
    distance, one = min(found, key=lambda pair: pair[0])
    is_said = distance < min(_NEAR_MAILBOX, max(_RIGHT_BEFORE, one.start - text.sentence(one.start)[0]))
    is_only = len({address.value for _, address in found}) == 1
    return PrintedAddress(one.value, one.start, one.end, one.exact and is_only and is_said)


def _is_out_of_use(text: PaperText, address: PrintedAddress) -> bool:
    """Whether its sentence says that nothing goes there: "het vroegere postvak", "mag niet worden gebruikt"."""
    start, end = text.sentence(address.start)
    before = text.folded_between(max(start, address.start - 110), address.start)
    before = before[max((one.end() for one in _BUT.finditer(before)), default=0) :]
    behind = text.folded_between(address.end, min(end, address.end + 90))
    return bool(_NO_ANSWER.match(address.value) or _FORMER.search(before) or _NOT_USED.search(behind))


def _distance_of_mailbox(text: PaperText, address: PrintedAddress) -> int | None:
    if AGENCY_DOMAIN.search(address.value):
        return None
    before = text.folded_between(max(0, address.start - _NEAR_MAILBOX), address.start)
    breach = max((one.end() for one in _BREACH_CUE.finditer(before)), default=-1)
    mailbox = max((one.end() for one in _MAILBOX.finditer(before)), default=-1)
    if mailbox > breach:
        return len(before) - mailbox
    _, end = text.sentence(address.start)
    is_said_behind = _MAILBOX.search(text.folded_between(address.end, min(end, address.end + 90)))
    return _NEAR_MAILBOX if is_said_behind and breach < 0 else None


def read_breach_contacts(text: PaperText, addresses: list[PrintedAddress]) -> dict[PaperSide, Found]:
    """For each side whom to tell of a breach: an e-mail address, or what is printed in its place."""
    found: dict[PaperSide, Found] = {}
    mailbox = read_mailbox(text, addresses)
    others = [one for one in addresses if mailbox is None or one.value != mailbox.value]
    others = [one for one in others if not _is_out_of_use(text, one)]
    stretches = [
        (hit.start, min(text.end_of_article(hit.start), hit.start + _LONGEST_BREACH))
        for hit in text.find(*_BREACH)[:_MOST_BREACHES]
    ]
    told = [
        _by_side(text, [one for one in others if start < one.start < end], start) or _without_address(text, start, end)
        for start, end in stretches
    ]
    told.reverse()  # of those that tell as much, the one right before
    for sides in sorted(told, key=len, reverse=True):
        for side, one in sides.items():
            found.setdefault(side, one)
    if len(found) < len(PaperSide):
        for side, one in _without_words(text, others).items():
            found.setdefault(side, one)
    return found


def _without_words(text: PaperText, addresses: list[PrintedAddress]) -> dict[PaperSide, Found]:
    """Where no word of a breach stands before them: two lines with a side and its address each, under a heading.

    "Contacten hiervoor zijn: Opgroeien regie: a@…, OCMW X: b@…". It is likely, and never sure.
    """
    found: dict[PaperSide, Found] = {}
    for hit in text.find(*_HEADINGS, fuzzy=False):
        end = min(text.end_of_article(hit.start), hit.start + _LONGEST_LIST)
        within = [one for one in addresses if hit.start < one.start < end]
        sides = {
            side: Found(one.value, one.start, one.end, exact=False)
            for side, one in _by_side(text, within, hit.start).items()
        }
        if len(sides) > len(found):
            found = sides
    if found:
        return found
    for one in addresses:
        local = one.value.partition("@")[0]
        side, _ = _side_of(text, one, max(0, one.start - 160))
        if side and _LOCAL_PART.search(local):
            found.setdefault(side, Found(one.value, one.start, one.end, exact=False))
    return found


def _by_side(text: PaperText, addresses: list[PrintedAddress], start: int) -> dict[PaperSide, Found]:
    found: dict[PaperSide, Found] = {}
    previous = start
    if len(addresses) == 2 and [bool(AGENCY_DOMAIN.search(one.value)) for one in addresses].count(True) == 1:
        # "dpo@opgroeien.be en veiligheid@…": the other one is of the other side, whoever is named nearer by
        ours = next(one for one in addresses if AGENCY_DOMAIN.search(one.value))
        theirs = next(one for one in addresses if one is not ours)
        side, _ = _side_of(text, theirs, ours.end if ours.end < theirs.start else start)
        if side != PaperSide.PARTNER:
            return {
                PaperSide.AGENCY: Found(ours.value, ours.start, ours.end, ours.exact and side is None),
                PaperSide.PARTNER: Found(theirs.value, theirs.start, theirs.end, exact=False),
            }
    for address in addresses:
        side, sure = _side_of(text, address, previous)
        previous = address.end
        if side and side not in found:
            found[side] = Found(
                address.value, address.start, address.end, address.exact and sure and len(addresses) <= 2
            )
        elif side and found[side].value != address.value:
            found[side] = Found(found[side].value, found[side].start, found[side].end, exact=False)
    return found


def _side_of(text: PaperText, address: PrintedAddress, previous: int) -> tuple[PaperSide | None, bool]:
    if AGENCY_DOMAIN.search(address.value):
        return PaperSide.AGENCY, True
    before = mentions(text, max(previous, address.start - 160), address.start)
    after = mentions(text, address.end, address.end + 60)
    line_end = text.chars.find("\n", address.end)
    after = [one for one in after if line_end < 0 or one[0] < line_end]
    lead = text.chars[before[-1][1] : address.start] if before else ""
    if after and "(" in text.chars[address.end : after[0][0]] and ")" not in text.chars[address.end : after[0][0]]:
        return after[0][2], True  # "an@post.example (Opgroeien)"
    if before and ")" in lead and after:
        before = []
    if before and _WRITES_TO.search(fold(lead)):  # "het OCMW richt zich tot a@post.example" is not of the OCMW
        return PaperSide.AGENCY if before[-1][2] == PaperSide.PARTNER else PaperSide.PARTNER, False
    if before and (len(lead) < 60 or not after):
        return before[-1][2], len(lead) < 60 and not _NEW_SENTENCE.search(lead)
    if after:
        return after[0][2], False
    return (before[-1][2], False) if before else (None, False)


def _without_address(text: PaperText, start: int, end: int) -> dict[PaperSide, Found]:
    """ "OCMW Voorbeeld: dienst informatieveiligheid, tel. 011 00 00 00", where no e-mail address is printed."""
    heading = text.find(
        "contacten hiervoor", "contactpersonen hiervoor", "contactpunten", "meldpunt", start=start, end=end, fuzzy=False
    )
    if not heading:
        return {}
    found: dict[PaperSide, Found] = {}
    place = heading[0].end
    for line in text.chars[place:end].split("\n"):
        named = mentions(text, place, place + len(line))
        told = re.search(r":\s*(\S.{3,120})$", line)
        if named and told and not re.search(r"(?i)hiervoor|volgende", line):
            at = place + told.start(1)
            found.setdefault(named[0][2], Found(one_line(told[1]).strip(" ."), at, place + len(line), exact=False))
        place += len(line) + 1
    return found
