"""A page that people send: as a page, and as a PDF of the same page for who presses the button (ADR 0102).

Whoever may open the page may have the PDF, and nobody else: one view makes both. The PDF is made while its reader
waits and is kept nowhere.
"""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import urlencode

from vault import bounded, pdf_writing
from vault.download import as_attachment

BOUNDS: Final = bounded.Bounds()
ASKED: Final = "pdf"
"""The parameter by which `templates/components/pdf_button.html` asks for the file."""
BUSY: Final = "Er worden nu te veel bestanden gemaakt. Probeer het over een minuut opnieuw."
OTHER_LETTERS: Final = "Op deze pagina staan letters die niet in een PDF kunnen. Kies in uw browser “Afdrukken”."
TOO_LARGE: Final = "Deze pagina past niet in een PDF. Kies in uw browser “Afdrukken”."


def page_or_pdf(
    request: HttpRequest, template: str, context: dict[str, Any], *, name: str, by_post: bool = False
) -> HttpResponse:
    """Return the page, or what the button on it asks for: the same page as an attachment `name`.pdf.

    `name` says what kind of paper it is and nothing about anybody. `by_post`: the page is the answer to a press on a
    button, and so is the PDF. What cannot be made is the page again, with the reason above it (503).
    """
    context |= {"pdf_address": _address(request) if pdf_writing.IS_THERE else "", "pdf_by_post": by_post}
    asked = request.POST if by_post else request.GET
    if ASKED not in asked or not pdf_writing.IS_THERE:
        return render(request, template, context)
    content, why_not = _written(render_to_string(template, context, request))
    if content:
        return as_attachment(content, filename=f"{name}.pdf")
    messages.error(request, why_not)
    return render(request, template, context, status=503)


def _address(request: HttpRequest) -> str:
    """Where the button leads: this page, as it was asked."""
    asked = [(key, value) for key, values in request.GET.lists() for value in values if key != ASKED]
    return f"{request.path}?{urlencode([*asked, (ASKED, '1')])}"


def _written(page: str) -> tuple[bytes, str]:
    """The PDF of a page, or nothing and a sentence that says why."""
    try:
        return bounded.run(pdf_writing.write, page.encode(), bounds=BOUNDS), OTHER_LETTERS
    except bounded.Busy:
        return b"", BUSY
    except bounded.OutOfBounds:
        return b"", TOO_LARGE
