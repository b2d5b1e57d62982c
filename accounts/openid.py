"""OpenID Connect with Authlib, within bounds; its errors, under one name with what it needs (ADR 0062)."""

import time
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from requests import RequestException, Response
from urllib3.exceptions import HTTPError

__all__ = ["App", "AuthlibBaseError", "DjangoIntegration", "JoseError", "RequestException"]

PATIENCE, LONGEST = 4.0, 10.0
"""Seconds for one answer to begin or to go on, and for all of it."""
LARGEST = 256 * 1024


class _BoundedSession(OAuth2Session):  # type: ignore[misc]  # Authlib has no types
    """Waits and reads within bounds, whatever answers, and follows nobody elsewhere."""

    def request(self, method: str, url: str, **options: Any) -> Response:
        until = time.monotonic() + LONGEST
        options.setdefault("allow_redirects", False)
        response: Response = super().request(method, url, stream=True, timeout=PATIENCE, **options)
        body = b""
        try:
            while part := response.raw.read1(16 * 1024, decode_content=True):
                body += part
                if len(body) > LARGEST or time.monotonic() > until:
                    raise RequestException("The answer of ACM/IDM is too large, or takes too long.")
        except HTTPError as error:
            raise RequestException(str(error)) from None
        finally:
            response.close()
        response._content = body
        return response


class App(DjangoOAuth2App):  # type: ignore[misc]
    """One provider, and our side of the conversation with it."""

    client_cls = _BoundedSession
