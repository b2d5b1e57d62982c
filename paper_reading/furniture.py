"""What stands on a page and is no part of the paper: page numbers, running titles, lines of a signing platform.

The password of an electronic signature is taken out before anything else looks at the text (R16): nobody behind this
file ever sees it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from law.web_address import SECRET_NAME
from paper_reading.columns import one_column_at_a_time, without_tables
from paper_reading.folding import cue, fold
from paper_reading.unspaced import respaced
from paper_reading.written import as_corrected, filled_in, ticked, with_defined_days

HIDDEN = "(weggelaten)"
_SECRET_WORDS = ("wachtwoord", "paswoord", "password", "passwoord", "pincode", "toegangscode", "motdepasse", "passcode")
_SECRET = re.compile("|".join(fold(word) for word in _SECRET_WORDS))
_ADDRESS = re.compile(r"https?://[^\s<>\"”’]+", re.IGNORECASE)
_SECRET_IN_ADDRESS = re.compile(
    r"([?&;#](?:[a-z_-]*pass[a-z]*|pwd?|wachtwoord|paswoord|[a-z_-]*secret|[a-z_-]*token|pin)=)[^\s&;]+", re.IGNORECASE
)
_NO_SECRET = re.compile(
    r"^(?:\(?weggelaten\)?|van|en|of|het|de|is|wordt|niet|nooit|voor|dat|per|via|op|in|volgt|gaat|krijgt|geeft|geven"
    r"|bezorgt|bezorgen|deelt|delen|apart|afzonderlijk|telefonisch|mondeling|dient|moet|mag|kan|zal|langs|met)$",
    re.IGNORECASE,
)
_GOES_TO = re.compile(r"\s(?:naar|aan|op|via)\s(?:het )?(?:adres |mailadres )?(?=\S{1,80}@\S)", re.IGNORECASE)
_MOST_PASSWORDS = 3
"""On one line; behind the last of them all that follows is left out."""
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:p(?:ag(?:ina)?)?|blz|bladzijde|page)\.?\s*)?\d{1,3}(?:\s*(?:/|van|of|\|)\s*\d{1,3})?\W*$", re.IGNORECASE
)
_PLATFORM = re.compile(
    "|".join(
        fold(words)
        for words in (
            "elektronisch ondertekend document", "verifieerbaar via", "digitaal ondertekend document",
            "te verifiëren via", "ondertekend via", "controleer de echtheid", "esignflow", "connective",
            "docusign envelope", "envelop-id", "documentcode",
            "controleer dit document", "controleer de handtekening", "verifieer dit document",
            "verificatiecode", "controlecode", "ondertekend met", "geldigheid van de handtekening",
        )
    )
)  # fmt: skip
_NEAR_CODE = cue(
    "echtheid|elektronisch ondertekend|digitaal ondertekend|raadpleeg het origineel|handtekeningcertificaat"
)
"""Beside these words a code is one of verification too; their line may say when the paper was signed, so it stays."""
_CODE = re.compile(
    r"(?:code(?:\s*/\s*code du document)?|referentie|ref\.?|envelope\s*id|envelop-id(?:\s+\w+)?)\s*(?:is)?\s*[:=]?\s*"
    r"([A-Z0-9©|]{2,8}(?:\s?[-–]\s?[A-Z0-9©|]{2,12}){1,6}|\d{3,6}(?:\.\d{3,6}){1,5}|(?=[A-Z0-9]*\d)[A-Z0-9]{8,40})(?![\w-])",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:via|op)\s+((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w@])", re.IGNORECASE)
_OWN_SITE = re.compile(r"opgroeien\.be|kindengezin\.be", re.IGNORECASE)
_AROUND_IT = " :=\t\r\"“”‘’'."
_EMPTY = re.compile(r"\n(?:[ \t]*\n){3,}")
_WIDE = re.compile(r"[ \t\xa0]{13,}")
_BLANK_WITHIN = re.compile(
    r"(?<=,)[ \t]*\n[ \t]*\n(?=[ \t]*[A-Za-z])"
    r"|(?:(?<=\bDe)|(?<=\bVan)|(?<=\bDen)|(?<=\bDer)|(?<=\bvan de)|(?<=\ben)|(?<=\bheer)|(?<=\bdoor)|(?<=\bvan)"
    r"|(?<=\bmevrouw))[ \t]*\n[ \t]*\n(?=[ \t]*[A-Z])"
    r"|(?<=[a-z0-9])[ \t]*\n[ \t]*\n(?=[ \t]*(?!en\b|het\b|de\b)[a-z]{2,}[ ,])"
)
_ALIKE = 0.85
_TSV_COLUMNS = 12
_SEEN_ON = 3
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """How the electronic signature can be verified, as printed; the page and the words, without the password."""

    code: str = ""
    code_page: int = 1
    code_quote: str = ""
    url: str = ""
    url_page: int = 1
    url_quote: str = ""
    is_code_sure: bool = False
    is_url_sure: bool = False


def without_passwords(pages: list[str]) -> list[str]:
    """The same pages with every password left out, wherever else it is repeated."""
    secrets: set[str] = set()
    cleaned = []
    for page in pages:
        page = _SECRET_IN_ADDRESS.sub(rf"\1{HIDDEN}", page)
        cleaned.append(_hide_after_word(page, secrets))
    for secret in sorted(secrets, key=len, reverse=True):
        cleaned = [page.replace(secret, HIDDEN) for page in cleaned]
    return cleaned


def secret_spans(pages: list[str]) -> list[list[tuple[int, int]]]:
    """On each page from where to where a password stands, so that a picture of the page can leave it out too."""
    secrets: set[str] = set()
    for page in pages:
        _hide_after_word(page, secrets)
    found = []
    for page in pages:
        spans = [(one.end(1), one.end()) for one in _SECRET_IN_ADDRESS.finditer(page)]
        starts, lines = [0], page.split("\n")
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        spans += [(starts[number] + start, starts[number] + end) for number, start, end in _hidden(lines)]
        spans += [one.span() for secret in secrets for one in re.finditer(re.escape(secret), page)]
        found.append(spans)
    return found


def secret_boxes(recognised: str) -> list[tuple[int, int, int, int]]:
    """Where a scan shows a password: boxes in dots, from the words that were recognised (TSV of tesseract)."""
    lines: dict[tuple[str, ...], list[tuple[str, tuple[int, int, int, int]]]] = {}
    for row in recognised.split("\n"):
        cells = row.rstrip("\r").split("\t")
        if len(cells) == _TSV_COLUMNS and cells[0] == "5" and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            word = (cells[11].strip(), (left - 2, top - 2, left + width + 2, top + height + 2))
            lines.setdefault(tuple(cells[1:5]), []).append(word)
    words = list(lines.values())
    boxes = []
    for number, start, end in _hidden([" ".join(text for text, _ in line) for line in words]):
        at = 0
        for text, box in words[number]:
            if at + len(text) > start and at < end:
                boxes.append(box)
            at += len(text) + 1
    return boxes


def _hide_after_word(page: str, secrets: set[str]) -> str:
    """Leave out what follows "wachtwoord" on its line, or on the next one when its line ends there."""
    lines = page.split("\n")
    for number, start, end in reversed(list(_hidden(lines))):
        line = lines[number]
        secrets |= _worth_hiding(line[start:end].strip(_AROUND_IT))
        lines[number] = f"{line[:start]} {HIDDEN}{line[end:]}" if start else HIDDEN + line[end:]
    return "\n".join(lines)


def _hidden(lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Number of a line, and from where to where it holds a password: to its end, or to where it says where to mail."""
    for number, line in enumerate(lines):
        at = rounds = 0
        while (place := _end_of_secret_word(line[at:])) is not None:
            place += at
            rounds += 1
            goes_on = _GOES_TO.search(line, place) if rounds <= _MOST_PASSWORDS else None
            at = goes_on.start() if goes_on else len(line)
            rest = line[place:at].strip(_AROUND_IT)
            if rest and not _is_prose(rest):
                yield number, place, at
            elif not rest and not goes_on:
                after = next((index for index in range(number + 1, len(lines)) if lines[index].strip()), None)
                if after is not None and len(lines[after].split()) <= 3 and not _is_prose(lines[after]):
                    yield after, 0, len(lines[after])


def _end_of_secret_word(line: str) -> int | None:
    folded, places = [], []
    for place, character in enumerate(line):
        for kept in fold(character):
            folded.append(kept)
            places.append(place)
    found = _SECRET.search("".join(folded))
    if found:
        return places[found.end() - 1] + 1
    for word in re.finditer(r"\S{8,13}", line):  # misread: "wachtwcord"
        if any(SequenceMatcher(None, fold(word.group()), fold(one)).ratio() >= _ALIKE for one in _SECRET_WORDS):
            return word.end()
    return None


def _is_prose(rest: str) -> bool:
    """Whether a sentence goes on: "het wachtwoord wordt telefonisch meegedeeld". Then there is nothing to hide."""
    words = rest.split()
    plain = [word for word in words if word.strip(".,;:()").isalpha() and word.strip(".,;:()").islower()]
    return len(words) >= 3 and len(plain) >= len(words) - 1 and bool(_NO_SECRET.match(words[0].strip(".,;:()")))


def _worth_hiding(rest: str) -> set[str]:
    words = {word.strip('.,;()"“”') for word in rest.split()}
    return {word for word in words if len(word) >= 4 and not word.isalpha()}


def take_apart(pages: list[str]) -> tuple[list[str], SignatureCheck]:
    """The pages without furniture, and what its lines told about the electronic signature."""
    pages = [page.replace("‑", "-") for page in as_corrected(pages)]  # a hyphen at which no line breaks
    pages = [without_tables(one_column_at_a_time(respaced(ticked(page)))) for page in pages]  # columns stand in place
    pages = [with_defined_days(filled_in(page)) for page in pages]
    pages = without_passwords([_EMPTY.sub("\n\n\n", _WIDE.sub(" " * 12, page)) for page in pages])
    repeated = _repeated_lines(pages)
    verification = _verification(pages)
    cleaned = []
    for page in pages:
        lines = [line for line in _without_running_titles(page.split("\n")) if not _is_furniture(line, repeated)]
        cleaned.append("\n".join(lines))
    return [without_tables(_closed_up(page)) for page in cleaned], verification


def _closed_up(page: str) -> str:
    """The page without the empty lines inside its sentences, and without one behind every line of it."""
    page = _BLANK_WITHIN.sub("\n", page)
    lines = [line.strip() for line in page.split("\n")]
    full = [index for index, line in enumerate(lines) if line]
    if len(full) > 6 and sum(index + 1 < len(lines) and not lines[index + 1] for index in full) > 0.9 * len(full):
        return re.sub(r"\n[ \t]*\n", "\n", page)
    return page


def _is_furniture(line: str, repeated: set[str]) -> bool:
    if not line.strip():
        return False
    if _PAGE_NUMBER.match(line) or _key(line) in repeated:
        return True
    if re.fullmatch(r"\s*https?://\S+\s*", line):
        return True
    if line.strip().endswith(HIDDEN) and len(line.split()) <= 4 and "@" not in line:
        return True
    return bool(_PLATFORM.search(fold(line))) and bool(re.search(r"code|via|id|blz", line, re.IGNORECASE))


def _without_running_titles(lines: list[str]) -> list[str]:
    """In a text without breaks of pages: no title that stands beside numbers of pages, but where it stands first."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    beside = {
        other
        for before, index, behind in zip([-1, *full], full, [*full[1:], -1], strict=False)
        if _PAGE_NUMBER.match(lines[index])
        for other in (before, behind)
        if other >= 0 and _key(lines[other]) and not _PAGE_NUMBER.match(lines[other])
    }
    times = Counter(_key(lines[index]) for index in beside)
    seen = {key for key, often in times.items() if often > 1}
    first = {key: next(index for index in full if _key(lines[index]) == key) for key in seen}
    return [line for index, line in enumerate(lines) if index not in beside or first.get(_key(line), index) == index]


def _key(line: str) -> str:
    return re.sub(r"[0-9ois]", "", fold(line))


def _repeated_lines(pages: list[str]) -> set[str]:
    """Titles at the top or the foot of at least three pages, whatever their number."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        foot = lines[-2:] if len(pages) >= _SEEN_ON else [line for line in lines[-2:] if re.search(r"\d", line)]
        ends = lines[:2] + foot  # the same person can sign at the foot of both papers of a file
        seen.update({_key(line) for line in ends if len(line) <= _LONGEST_TITLE and _key(line)})
    enough = min(_SEEN_ON, max(2, len(pages)))
    return {key for key, times in seen.items() if times >= enough and times * 2 >= len(pages)}


def _verification(pages: list[str]) -> SignatureCheck:
    codes: list[tuple[str, int, str]] = []
    urls: list[tuple[str, int, str]] = []
    hosts: list[tuple[str, int, str]] = []
    for number, page in enumerate(pages, start=1):
        lines = [line for line in page.split("\n") if line.strip()]
        for index, line in enumerate(lines):
            around = fold(" ".join(lines[max(0, index - 2) : index + 3]))
            if not _PLATFORM.search(around) and not _NEAR_CODE.search(around):
                continue
            if re.search(r"code\s*:?\s*$", line, re.IGNORECASE):
                line = " ".join(lines[index : index + 2])  # the code itself stands on the next line
            codes.extend(
                (_tidy_code(one[1]), number, _words_around(line, one))
                for one in _CODE.finditer(line)
                if any(sign.isdigit() for sign in one[1])
            )
            urls.extend(
                (address, number, address)
                for one in _ADDRESS.finditer(line)
                if not _OWN_SITE.search(address := without_secrets(one.group()))
            )
            hosts.extend((f"https://{one[1]}", number, _words_around(line, one)) for one in _HOST.finditer(line))
    return _agree(codes, urls or hosts, is_whole=bool(urls))


def _agree(codes: list[tuple[str, int, str]], urls: list[tuple[str, int, str]], *, is_whole: bool) -> SignatureCheck:
    code = Counter(one[0] for one in codes).most_common(1)
    url = Counter(one[0] for one in urls).most_common(1)
    first_code = next((one for one in codes if one[0] == code[0][0]), ("", 1, "")) if code else ("", 1, "")
    first_url = next((one for one in urls if one[0] == url[0][0]), ("", 1, "")) if url else ("", 1, "")
    digits = re.sub(r"[^A-Z0-9]", "", first_code[0].upper())
    same = bool(digits) and digits in re.sub(r"[^A-Z0-9]", "", first_url[0].upper())
    is_repeated = len(codes) > 1 and len({one[0] for one in codes}) == 1
    return SignatureCheck(*first_code, *first_url, is_code_sure=same or is_repeated, is_url_sure=same and is_whole)


def _tidy_code(code: str) -> str:
    code = re.sub(r"\s*[-–]\s*", "-", code)
    return re.sub(r"-[a-z]{3,}$", "", code)  # "8F3A-22B1 - pagina 1"


def _words_around(line: str, found: re.Match[str]) -> str:
    return " ".join(line[max(0, found.start() - 60) : found.end()].split())


def without_secrets(address: str) -> str:
    """The address without a password in it, and without the full stop of its sentence."""
    parts = urlsplit(address.rstrip(".,;:)]"))
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not SECRET_NAME.search(name) and value != HIDDEN
    ]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    fragment = "" if SECRET_NAME.search(parts.fragment) else parts.fragment
    return urlunsplit(parts._replace(query=query, fragment=fragment))
