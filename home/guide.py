"""The guide of `docs/handleiding`, as pages of the site: one source, which people also read in the repository.

Pages are read once and kept: they change with a release only. Raw html in a page stays text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.ROOT) / "docs" / "handleiding"
START = "README"
_LINK_TO_PAGE = re.compile(r"(?P<slug>[a-zA-Z-]+)\.md(?P<anchor>#.*)?")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


_ABOUT = {
    "/opvolging/termijnen/": "contact-en-termijnen",
    "/opvolging/doorgegeven/": "doorgeven-aan-een-partner",
    "/opvolging/": "werklijst-van-de-ontvanger",
    "/aanmeldingen/": "teamlid",
    "/overeenkomsten/papieren/": "papieren-overtypen",
    "/overeenkomsten/invoer/": "register-en-invoer",
    "/overeenkomsten/gemeenten-samenvoegen/": "fusies",
    "/overeenkomsten/knelpunten/": "knelpunten",
    "/overeenkomsten/uw-deel/": "eigen-deel-invullen",
    "/overeenkomsten/uw-overeenkomsten/": "teamlid",
    "/overeenkomsten/": "beheerder",
    "/gbo/": "gbo",
    "/gegevenslekken/": "gegevenslek",
    "/verzendingen/": "verzendingen",
    "/cijfers/": "cijfers-en-evaluatiedossier",
    "/logboek/": "auditor",
    "/mijn-account/app/": "app-voor-codes",
    "/mijn-account/passkeys/": "app-voor-codes",
    "/mijn-account/": "mijn-account",
    "/organisaties/": "beheerder",
}
"""The page of the guide about the pages whose address begins so; the longest that fits."""


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A heading of a page with the words below it, for who searches."""

    slug: str
    page: str
    anchor: str
    heading: str
    words: str

    @property
    def url(self) -> str:
        return url_of(self.slug) + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: its title, its html below the title, and its sections."""

    slug: str
    title: str
    html: SafeString
    sections: tuple[GuideSection, ...]


def url_of(slug: str) -> str:
    """Where a page stands in the site."""
    return reverse("help") if slug == START else reverse("help_page", args=[slug])


def about(path: str) -> str | None:
    """The page of the guide about the page at this address, if there is one."""
    fits = [start for start in _ABOUT if path.startswith(start)]
    return _ABOUT[max(fits, key=len)] if fits else None


def slugs() -> list[str]:
    """The names of all pages."""
    return sorted(path.stem for path in FOLDER.glob("*.md"))


@cache
def page_of(slug: str) -> GuidePage:
    """Read one page; `slug` is one of `slugs`."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((FOLDER / f"{slug}.md").read_text(encoding="utf-8"))
    title, sections = "", []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        heading = plain(tokens[index + 1])
        if token.tag == "h1":
            title = heading
        else:
            token.attrSet("id", anchor_of(heading))
        sections.append((token.tag, heading, _words_below(tokens, index)))
    body = tokens[3:] if tokens[0].tag == "h1" else tokens
    _lead_within_the_site(body)
    _name_the_cells(body)
    html = SafeString(markdown.renderer.render(body, markdown.options, {}))  # of our own pages, where html is text
    found = (
        GuideSection(slug, title, "" if tag == "h1" else anchor_of(heading), heading, f"{heading} {words}".casefold())
        for tag, heading, words in sections
    )
    return GuidePage(slug, title, html, tuple(found))


def parts_of(slug: str) -> dict[tuple[str, str], SafeString]:
    """The html below each heading of the third level of a page, by the heading above it and its own."""
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse((FOLDER / f"{slug}.md").read_text(encoding="utf-8"))
    heads = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    parts, above = {}, ""
    for index, following in zip(heads, [*heads[1:], len(tokens)], strict=True):
        heading = plain(tokens[index + 1])
        if tokens[index].tag == "h2":
            above = heading
        elif tokens[index].tag == "h3":
            body = markdown.renderer.render(tokens[index + 3 : following], markdown.options, {})
            parts[above, heading] = SafeString(body)  # of our own page, where html is text
    return parts


def search(text: str) -> list[GuideSection]:
    """The sections that hold all these words, those with one of them in the heading first."""
    words = text.casefold().split()
    found = [
        section for slug in slugs() for section in page_of(slug).sections if all(one in section.words for one in words)
    ]
    return sorted(found, key=lambda section: not any(one in section.heading.casefold() for one in words))


def anchor_of(heading: str) -> str:
    """The id of a heading, as the links between the pages write it."""
    plain_letters = unicodedata.normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode()
    return _NO_LETTER.sub("-", plain_letters.replace("'", "")).strip("-")


def plain(token: Token) -> str:
    """The text of a line without its marks."""
    return "".join(one.content for one in token.children or [] if one.type in ("text", "code_inline"))


def _words_below(tokens: list[Token], heading: int) -> str:
    """The text from a heading to the next one."""
    words = []
    for token in tokens[heading + 3 :]:
        if token.type == "heading_open":
            break
        if token.type == "inline":
            words.append(plain(token))
    return " ".join(words)


def _parts(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or []


def _lead_within_the_site(tokens: list[Token]) -> None:
    """Links between pages and pictures lead to where those are in the site; a link to what is not here stays text."""
    for part in _parts(tokens):
        if part.type == "link_open":
            target = str(part.attrGet("href") or "")
            if found := _LINK_TO_PAGE.fullmatch(target):
                part.attrSet("href", url_of(found["slug"]) + (found["anchor"] or ""))
            elif target.startswith(".."):
                part.attrSet("href", reverse("help_reasons"))
            part.attrSet("class", "govuk-link")
        elif part.type == "image":
            name = str(part.attrGet("src") or "").removeprefix("beelden/")
            part.attrSet("src", static(f"handleiding/{name}"))
            part.attrSet("class", "app-picture")
            part.attrSet("loading", "lazy")


def _name_the_cells(tokens: list[Token]) -> None:
    """Tables look as everywhere: on a small screen each cell repeats the name of its column."""
    names: list[str] = []
    column = 0
    for index, token in enumerate(tokens):
        match token.type:
            case "table_open":
                names = []
                token.attrSet("class", "app-table")
            case "tr_open":
                column = 0
            case "th_open":
                names.append(plain(tokens[index + 1]))
                token.attrSet("scope", "col")
            case "td_open":
                token.attrSet("data-label", names[column])
                column += 1


def context_of(slug: str) -> dict[str, Any]:
    """What the template of a page asks."""
    found = page_of(slug)
    return {"page": found, "contents": [one for one in found.sections if one.anchor]}
