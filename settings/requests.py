"""What the web application makes of what comes in, before any middleware sees it."""

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Utf8Request(WSGIRequest):
    """What people send is UTF-8, whatever a header says of it.

    Django takes any codec that Python knows from `Content-Type`, for the query of an address as well, and stumbles over
    those that read no text, before it can draw a page. A form that is not "utf-8" it refuses, and stumbles over the
    refusal, whose page reads that form again.
    """

    @property
    def encoding(self) -> str:
        return "utf-8"

    @encoding.setter
    def encoding(self, _told: str) -> None:
        """Nothing: what the header tells is not believed."""


class Handler(WSGIHandler):
    """Django's own, for requests in UTF-8."""

    request_class = Utf8Request
