"""What every page shows around its content, and where someone starts."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts import acmidm, idle
from accounts.alarms import shown_to as access_alarms
from accounts.models import AlarmKind, User
from accounts.request import SignedInRequest
from home import duties, guide
from home.asking import ask
from home.welcome import welcome_of
from home.what_now import Answers, NowLine, can_go_again, capped, questions_of
from home.what_now import lines as lines_told
from law.roles import Role, allowed_to_signed_in
from outbox.models import OutboxState
from outbox.reasons import why_not_safe
from outbox.standstill import relay_state

NAVIGATION = [
    ({Role.TEAM_MEMBER}, "referrals:worklist", "Aanmeldingen"),
    ({Role.SOCIAL_WORKER}, "ocmw_intake:worklist", "Opvolging"),
    ({Role.SOCIAL_WORKER}, "ocmw_intake:clocks", "Termijnen"),
    ({Role.TEAM_MEMBER, Role.SOCIAL_WORKER}, "agreements:own_papers", "Uw overeenkomsten"),
    ({Role.TEAM_MEMBER, Role.SOCIAL_WORKER}, "agreements:own_stops", "Gestopt of opgeschort"),
    ({Role.AUDITOR, Role.RECEIVER_AUDITOR}, "audit:trail", "Logboek"),
    ({Role.AUDITOR}, "referrals:openings", "Bewijs van toestemming"),
    ({Role.ADMINISTRATOR, Role.AUDITOR}, "agreements:register", "Overeenkomsten"),
    ({Role.ADMINISTRATOR, Role.AUDITOR}, "gbo:register", "GBO"),
    ({Role.TEAM_MEMBER, Role.SOCIAL_WORKER}, "breaches:report", "Gegevenslek melden"),
    ({Role.ADMINISTRATOR, Role.AUDITOR}, "breaches:register", "Gegevenslekken"),
    ({Role.ADMINISTRATOR}, "directory:organisations", "Organisaties"),
    ({Role.ADMINISTRATOR}, "outbox:stuck", "Verzendingen"),
    ({Role.ADMINISTRATOR}, "upkeep:state", "Werking"),
    (set(Role) - {Role.RECEIVER_AUDITOR}, "figures:figures", "Cijfers"),
]
"""Roles, url name and words; the first item someone may see is where that person starts."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`: product name, navigation of this person, links in the footer."""
    user = getattr(request, "user", None)
    items: list[dict[str, Any]] = []
    alarms = []
    lines: list[NowLine] = []
    answers: Answers = {}
    if user is not None and user.is_authenticated:
        for roles, name, words in NAVIGATION:
            if user.has_role(*roles):
                items.append({"name": name, "url": reverse(name), "label": words})
        here = max((one["url"] for one in items if request.path.startswith(one["url"])), key=len, default="")
        items = [one | {"is_current": one["url"] == here} for one in items]
        now = timezone.now()
        answers = ask(questions_of, user, at=now)
        lines = lines_told(user, answers, at=now)
        for item in items:
            number = sum(line.number for line in lines if line.menu == item["name"])
            item["count"] = capped(number) if number else ""
        alarms = [
            *_alarms_of_access(user, now),
            *_alarms_of_the_outbox(user),
            *_alarms_of_the_vault(answers),
            *_alarms_of_the_team(answers),
            *_stops_of_the_papers(answers),
        ]
    is_start = bool(items) and request.path == items[0]["url"]
    return {
        "PRODUCT_NAME": settings.PRODUCT_NAME,
        "VERSION": settings.VERSION,
        "has_acmidm": acmidm.is_on(),
        "navigation": items,
        "what_now": lines if is_start else [],
        "welcome": welcome_of(user) if user is not None and is_start else None,
        "can_go_again": can_go_again(answers),
        "alarms": alarms,
        "footer_links": _footer(request.path),
        "session": _session(request),
    }


def _footer(path: str) -> list[dict[str, str]]:
    """The links that every page has, of which help leads to the page of the guide about this one."""
    links = [{"url": reverse(name), "label": words} for name, words in duties.FOOTER]
    if slug := guide.about(path):
        links[0] = {"url": guide.url_of(slug), "label": "Hulp bij deze pagina"}
    return links


def _session(request: HttpRequest) -> dict[str, Any]:
    """When the session ends, for the foot of the page and for the script that warns."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    ends_at, _can_stay = idle.ends_at(request)
    seconds = max(0, int((ends_at - timezone.now()).total_seconds()))
    return {"seconds": seconds, "at": f"{timezone.localtime(ends_at):%H:%M}"}


def _alarms_of_access(user: User, at: datetime) -> list[str]:
    """What who looks after others must know on every page: somebody guesses, or asks what is not theirs. One query."""
    looks_after = user.has_role(Role.ADMINISTRATOR, Role.AUDITOR, Role.RECEIVER_AUDITOR) or user.led
    if not looks_after or not (kinds := {one.kind for one in access_alarms(user, at=at)}):
        return []
    words = {
        AlarmKind.GUESSING: "Iemand probeert wachtwoorden.",
        AlarmKind.DENIED: "Iemand vroeg vaak een pagina die niet mag.",
        AlarmKind.UNREADABLE: "Een passkey of app van een collega is beschadigd.",
    }
    told = " ".join(sentence for kind, sentence in words.items() if kind in kinds)
    if not user.has_role(Role.ADMINISTRATOR) and not user.led:
        return [f"{told} Kijk in het logboek wat er gebeurde."]
    return [f"{told} Klik op uw naam en dan op “Mislukte pogingen om in te loggen”."]


def _alarms_of_the_outbox(user: User) -> list[str]:
    """What an administrator must know on every page: no mail leaves at all. Two rows by their keys."""
    if not user.has_role(Role.ADMINISTRATOR):
        return []
    state = OutboxState.objects.filter(pk=1).first()
    relay = relay_state()
    alarms = []
    if state is not None and state.frozen_at is not None:
        since = date_format(timezone.localtime(state.frozen_at), "j F Y, H:i")
        alarms.append(
            f"Er vertrekt geen mail sinds {since}: {state.get_frozen_because_display()}. "
            "Vraag de operator om de verzending na te kijken en los te laten."
        )
    if relay.login_refused_at is not None:
        since = date_format(timezone.localtime(relay.login_refused_at), "j F Y, H:i")
        alarms.append(
            f"Er vertrekt geen mail sinds {since}: de mailserver weigert onze login. "
            "Vraag de operator om de login na te kijken. Daarna vertrekt alles vanzelf."
        )
    if relay.tls_failed_at is not None:
        since = date_format(timezone.localtime(relay.tls_failed_at), "j F Y, H:i")
        alarms.append(f"Er vertrekt geen mail sinds {since}. {why_not_safe(relay.tls_fault)}")
    return alarms


def _alarms_of_the_vault(answers: Answers) -> list[str]:
    """What an administrator must know on every page: something that we keep sealed does not open."""
    number = answers.get("unreadable")
    if not number:
        return []
    words = "1 gegeven gaat" if number == 1 else f"{number} gegevens gaan"
    return [
        f"Verzegeld en niet te lezen: {words} niet open. Al de rest werkt. "
        "Vraag de operator om de sleutels na te kijken (manage.py retry_unreadable)."
    ]


def _alarms_of_the_team(answers: Answers) -> list[str]:
    """What a team member must know on every page: a referral of the team waits for hours."""
    if not answers.get("late"):
        return []
    return [
        "Een mail van uw team wacht al meer dan 4 uur. Ze is niet verloren: wij proberen vanzelf opnieuw. "
        "Is het dringend? Bel de ontvanger."
    ]


def _stops_of_the_papers(answers: Answers) -> list[str]:
    """What who works under papers must know on every page: sharing stopped, or is suspended (D29)."""
    if not (answers.get("stops") or answers.get("gbo_stops")):
        return []
    return ["Er is iets beslist over uw overeenkomsten. Kijk bij “Gestopt of opgeschort”."]


@require_safe
@allowed_to_signed_in
def start(request: SignedInRequest) -> HttpResponse:
    """Send a person to the first page of the first role."""
    for roles, name, _words in NAVIGATION:
        if request.user.has_role(*roles):
            return redirect(name)
    return redirect("accounts:own")
