"""Handing out a file: as an attachment in a sandbox, whatever a browser makes of it."""

from django.http import HttpResponse

_CLOSED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""A browser that shows the file after all gives it nothing: no script, no form, no address of ours."""


def as_attachment(content: bytes, *, filename: str, content_type: str = "application/pdf") -> HttpResponse:
    """A file under a name of our own; a PDF unless something else is said."""
    headers = {**_CLOSED, "Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
