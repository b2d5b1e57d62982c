"""Signing in with ACM/IDM of the Flemish government: OpenID Connect, with Authlib (ADR 0062). Off unless configured.

Of what ACM/IDM tells we read five things: who (`vo_id`), the name, for which organisation, and how it was proved. The
national number is never asked, and not read when it comes all the same. No token is kept.

`accounts.openid` is imported where it is used: Authlib takes 9 MB of each process, and is for who has ACM/IDM.
"""

import logging
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import RECEIVERS
from directory.models import Organisation
from law.facts import OrganisationKind
from vault.blind_index import blind_index

log = logging.getLogger(__name__)

NAME = "acmidm"
LEEWAY = 30
"""Seconds that the clock of ACM/IDM and ours may differ."""
_METADATA_HOLDS = 600
"""Seconds before addresses and keys are read anew; an unknown key is looked up at once."""
_PERSON, _VIA = "acmidm_person", "acmidm"
_PERSON_HOLDS = 900
"""Seconds in which who was recognised can finish accepting an invitation."""

AWAY = "ACM/IDM antwoordt nu niet. Probeer het over enkele minuten opnieuw, of log anders in."
FAILED = "Inloggen met ACM/IDM lukte niet. Probeer het opnieuw."
STOPPED = "U brak het inloggen met ACM/IDM af. Probeer het opnieuw, of log anders in."


class NotRecognised(Exception):
    """ACM/IDM did not say who sits here, or not in a way we may believe; holds the sentence for the page."""


@dataclass(frozen=True)
class Person:
    """Who was recognised: a keyed fingerprint instead of the `vo_id`, which is kept nowhere."""

    fingerprint: str
    name: str
    organisation_code: str
    has_mfa: bool


@dataclass(frozen=True)
class Purpose:
    """For what somebody went to ACM/IDM, and where to go on."""

    what: str
    back: str = ""


def is_on() -> bool:
    """Whether people can sign in with ACM/IDM here."""
    return bool(settings.ACMIDM_ISSUER)


def go(request: HttpRequest, what: str, *, back: str = "", again: bool = False) -> HttpResponse:
    """Lead to ACM/IDM; raises NotRecognised when it does not answer."""
    from accounts import openid

    address = f"{settings.SITE_URL}{reverse('acmidm_return')}"
    extra: dict[str, str] = {"prompt": "login"} if again else {}
    if settings.ACMIDM_MFA:
        extra["acr_values"] = " ".join(settings.ACMIDM_MFA)
    try:
        app = _app()
        begun = app.create_authorization_url(address, **extra)
    except (openid.AuthlibBaseError, openid.RequestException, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise _away(error) from None
    app.save_authorize_data(request, redirect_uri=address, what=what, back=back, **begun)
    return redirect(begun["url"])


def recognise(request: HttpRequest) -> tuple[Person, Purpose]:
    """Return who came back from ACM/IDM, and why; raises NotRecognised. An answer works once, in this session."""
    from accounts import openid

    try:
        app = _app()
        begun = app.framework.get_state_data(request.session, request.GET.get("state")) or {}
        token = app.authorize_access_token(request, leeway=LEEWAY, claims_options=_claims_options())
        claims = token["userinfo"]
        return _person(claims), Purpose(what=begun["what"], back=begun["back"])
    except openid.RequestException as error:
        raise _away(error) from None
    except (
        openid.AuthlibBaseError,
        openid.JoseError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RuntimeError,
    ) as error:
        log.warning("an answer of ACM/IDM was refused: %s", type(error).__name__)
        raise NotRecognised(STOPPED if getattr(error, "error", "") == "access_denied" else FAILED) from None


def sign_out_url() -> str:
    """Where one signs out of ACM/IDM as well; empty when it does not answer, or offers no such page."""
    from accounts import openid

    try:
        made = _app().create_logout_url(
            post_logout_redirect_uri=f"{settings.SITE_URL}{reverse('account_login')}",
            client_id=settings.ACMIDM_CLIENT_ID,
        )
    except (openid.RequestException, ValueError, KeyError, TypeError, RuntimeError) as error:
        log.warning("signing out of ACM/IDM did not work: %s", type(error).__name__)
        return ""
    url: str = made["url"]
    return url


def is_of(organisation: Organisation, code: str) -> bool:
    """Whether ACM/IDM means this organisation: a receiver by its KBO, our side by the codes in the settings."""
    if OrganisationKind(organisation.kind) in RECEIVERS:
        digits = code.replace(".", "").zfill(10)
        return bool(organisation.enterprise_number) and digits == organisation.enterprise_number
    return code.replace(".", "").upper() in settings.ACMIDM_AGENCY_CODES


# --- in the session ------------------------------------------------------------------------------------------------


def keep(request: HttpRequest, person: Person) -> None:
    """Remember for a quarter of an hour who was recognised, to accept an invitation."""
    request.session[_PERSON] = {**vars(person), "at": time.time()}


def kept(request: HttpRequest) -> Person | None:
    """Who was recognised a moment ago in this session."""
    held = dict(request.session.get(_PERSON) or {})
    if not is_on() or time.time() - held.pop("at", 0) >= _PERSON_HOLDS:
        return None
    return Person(**held)


def note_sign_in(request: HttpRequest) -> None:
    """Note that this session began at ACM/IDM, so that signing out ends there as well."""
    request.session.pop(_PERSON, None)
    request.session[_VIA] = True


def began_there(request: HttpRequest) -> bool:
    """Whether this session began at ACM/IDM."""
    return is_on() and bool(request.session.get(_VIA))


# --- OpenID Connect ------------------------------------------------------------------------------------------------


def _app() -> Any:
    """Our side of the conversation, with addresses and keys that are at most ten minutes old."""
    app = _made(
        settings.ACMIDM_ISSUER, settings.ACMIDM_CLIENT_ID, settings.ACMIDM_SCOPE, time.time() // _METADATA_HOLDS
    )
    metadata = app.load_server_metadata()
    addresses = [metadata[name] for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    scheme = settings.ACMIDM_ISSUER.partition("://")[0]
    if metadata["issuer"] != settings.ACMIDM_ISSUER or not all(one.startswith(f"{scheme}://") for one in addresses):
        _made.cache_clear()
        raise ValueError("This is not the issuer that was configured.")
    metadata["id_token_signing_alg_values_supported"] = ["RS256"]  # whatever it offers
    return app


@lru_cache(maxsize=2)
def _made(issuer: str, client_id: str, scope: str, _age: float) -> Any:
    from accounts import openid

    return openid.App(
        openid.DjangoIntegration(NAME),
        name=NAME,
        client_id=client_id,
        client_secret=settings.ACMIDM_CLIENT_SECRET,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": scope, "code_challenge_method": "S256"},
    )


def _claims_options() -> dict[str, Any]:
    return {
        "iss": {"essential": True, "value": settings.ACMIDM_ISSUER},
        "aud": {"essential": True, "value": settings.ACMIDM_CLIENT_ID},
    }


def _person(claims: dict[str, Any]) -> Person:
    amr = claims.get("amr") or []
    proofs = {claims.get("acr"), *amr}
    names = [claims.get("given_name") or "", claims.get("family_name") or ""]
    return Person(
        fingerprint=blind_index("acmidm", _text(claims["vo_id"])).hex(),
        name=" ".join(filter(None, map(_text, filter(None, names))))[:120],
        organisation_code=_text(claims["vo_orgcode"]),
        has_mfa=bool(proofs & set(settings.ACMIDM_MFA)),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("A claim is not the text it should be.")
    return value.strip()


def _away(error: Exception) -> NotRecognised:
    log.error("ACM/IDM does not answer as it should: %s", type(error).__name__)
    return NotRecognised(AWAY)
