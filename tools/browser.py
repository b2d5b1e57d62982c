"""A browser without a screen for `make demo`: sessions, pages and forms, with requests and the standard library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urljoin

import requests

TIMEOUT = 30  # seconds
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class PageError(Exception):
    """A page is not what the story expects; the message says which page and what was missing."""


@dataclass
class Form:
    """A form as a browser would send it; `offered` holds the values of its radios, checkboxes and lists."""

    action: str
    method: str
    answers: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Element:
    """An element with its text, white space made single."""

    tag: str
    classes: Sequence[str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class Page(HTMLParser):
    """One page that came back: its address, forms and elements."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._list: str | None = None  # the name of the <select> we are in
        self.feed(html)

    def with_class(self, name: str) -> list[str]:
        """The text of every element with this class, in order."""
        return [element.text for element in self.elements if name in element.classes]

    @property
    def heading(self) -> str:
        return next((element.text for element in self.elements if element.tag == "h1"), "")

    def form_with(self, name: str) -> Form:
        """The form that asks for this; PageError when there is none."""
        for form in self.forms:
            if name in form.answers or name in form.offered:
                return form
        raise PageError(f"op {self.url} ({self.heading}) staat geen vraag {name}; fouten: {self.errors}")

    def form_to(self, path: str) -> Form:
        """The form that is sent to this address; PageError when there is none."""
        for form in self.forms:
            if form.method == "post" and urljoin(self.url, form.action).endswith(path):
                return form
        raise PageError(f"op {self.url} ({self.heading}) staat geen knop naar {path}")

    @property
    def errors(self) -> str:
        return " ".join(self.with_class("govuk-error-summary")) or "geen"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        element = Element(tag, given.get("class", "").split())
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.forms:
            self._read_field(self.forms[-1], tag, given)

    def _read_field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "on")
        if tag == "select":
            self._list = name
            form.offered[name] = []
        elif tag == "option" and self._list:
            form.offered[self._list].append(value)
            if "selected" in given or self._list not in form.answers:
                form.answers[self._list] = [value]
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            form.offered.setdefault(name, []).append(value)
            if "checked" in given:
                form.answers.setdefault(name, []).append(value)
        elif tag in ("input", "textarea") and name:
            form.answers[name] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = None
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, text: str) -> None:
        for element in self._open:
            element.pieces.append(text)


class Browser:
    """One person with a session of their own."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy between us and this computer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def open(self, path: str) -> Page:
        """Get a page."""
        return self._page(self.session.get(urljoin(self.site, path), timeout=TIMEOUT))

    def send(self, page: Page, form: Form, **answers: str | list[str]) -> Page:
        """Fill in a form and send it, hidden fields and all; returns the page that follows."""
        return self._page(self.answer(page, form, **answers))

    def answer(self, page: Page, form: Form, **answers: str | list[str]) -> requests.Response:
        """Fill in a form and send it; returns what comes back, for whoever measures how long that takes."""
        given = {name: [value] if isinstance(value, str) else value for name, value in answers.items()}
        address = urljoin(page.url, form.action)
        headers = {"Referer": page.url}
        return self.session.post(address, data={**form.answers, **given}, headers=headers, timeout=TIMEOUT)

    def _page(self, response: requests.Response) -> Page:
        """Read what came back; PageError when it is no page."""
        if response.status_code != requests.codes.ok:
            raise PageError(f"{response.url} antwoordt met {response.status_code}")
        return Page(response.url, response.text)
