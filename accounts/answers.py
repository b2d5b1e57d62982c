"""Answers that came back with errors: kept sealed, and shown again by a GET on an address of their own (ADR 0046).

A page that answers a POST leaves what was posted in the session files of the browser's profile, long after the window
was closed. So a view makes its form with `form_for`, as if nothing were special; when the form has errors,
`AnswersMiddleware` keeps what was typed and leads to the same address with a key, where `form_for` finds it again.
"""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import FileField, Form
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.models import ReturnedAnswers, User
from outbox.unreadable import read_or_report

KEY = "opnieuw"
"""The parameter of an address that shows answers again; it says nothing by itself."""

LIFE = timedelta(hours=1)
"""How long answers can be shown again: somebody may have to look something up, or to sign in again."""

MOST = 20
"""Pages of one person that wait to be filled in again; the oldest goes first."""

_CHOOSE_AGAIN = "Kies het bestand opnieuw. Wij bewaren het pas als al uw antwoorden juist zijn."
_F = TypeVar("_F", bound=Form)


class SeeOther(HttpResponseRedirect):
    """Lead on with a GET, whatever the method was."""

    status_code = 303


def form_for(request: HttpRequest, form_class: type[_F], *, start: Any = None, **options: Any) -> _F:
    """Return the form with what was posted; else with what came back with errors; else with `start`, its first data.

    A form that is shown again carries the errors it had and is never valid, so that nothing is written by a GET.
    """
    if request.method == "POST":
        form = form_class(request.POST, **options)
        form.files = request.FILES
        request.asked = form  # type: ignore[attr-defined]  # for the middleware
        return form
    kept = _kept(request, form_class)
    if kept is None:
        return form_class(start, **options)
    form = form_class(MultiValueDict(kept["answers"]), **options)
    if not kept["errors"]:
        return form
    form.full_clean()  # a form can ask more because of what was typed, as whether a day is to be kept as a doubt
    form.cleaned_data = {}
    form._errors = ErrorDict(renderer=form.renderer)  # type: ignore[attr-defined]  # what `form.errors` answers with
    for name, errors in kept["errors"].items():
        field = name if name in form.fields else None
        form.add_error(field, [ValidationError(one["message"], code=one["code"]) for one in errors])
    return form


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer a POST of someone who is signed in: errors are shown by a GET, and other answers are forgotten."""
    form: Form | None = getattr(request, "asked", None)
    if not isinstance(request.user, User) or form is None:
        return response
    if response.status_code == 200 and form.errors:
        return show_again(request, form)
    if key := _key(request):
        ReturnedAnswers.objects.filter(pk=key, user=request.user).delete()
    return response


def keep_unfinished(request: HttpRequest, sentence: str) -> HttpResponse | None:
    """Keep what was typed when the act itself could not be done now; None when nothing was typed."""
    form: Form | None = getattr(request, "asked", None)
    if form is None or not isinstance(request.user, User):
        return None
    form.add_error(None, sentence)
    return show_again(request, form)


def forget(user: User) -> None:
    """Erase what waits to be shown again to this person, who signs out."""
    ReturnedAnswers.objects.filter(user=user).delete()


def forget_old(*, at: datetime) -> int:
    """Erase what nobody came back for within an hour. Returns how many."""
    return ReturnedAnswers.objects.filter(kept_at__lte=at - LIFE).delete()[0]


def show_again(request: HttpRequest, form: Form) -> HttpResponse:
    """Lead to the same page, where `form_for` finds these answers; one without errors is a search, done by the GET."""
    user = request.user
    assert isinstance(user, User)  # nobody else's answers are kept
    request.asked = None  # type: ignore[attr-defined]  # done
    for name, field in form.fields.items():
        if isinstance(field, FileField) and form.files.get(form.add_prefix(name)) and not form.has_error(name):
            form.add_error(name, _CHOOSE_AGAIN)
    names = {form.add_prefix(name) for name in form.fields}  # nothing that came along unasked
    mine = ReturnedAnswers.objects.filter(user=user)
    key = _key(request)
    row = (mine.filter(pk=key).first() if key else None) or ReturnedAnswers(user=user)
    row.kept_at = timezone.now()
    row.content = json.dumps(
        {
            "page": _page(request, type(form)),
            "answers": {name: values for name, values in request.POST.lists() if name in names},
            "errors": form.errors.get_json_data(),
        }
    )
    row.save()
    mine.exclude(pk__in=mine.order_by("-kept_at").values("pk")[:MOST]).delete()
    messages.get_messages(request).used = False  # type: ignore[union-attr]  # the page that showed them is thrown away
    query = request.GET.copy()
    query[KEY] = str(row.pk)
    return SeeOther(f"{request.path}?{query.urlencode()}")


def _kept(request: HttpRequest, form_class: type[Form]) -> dict[str, Any] | None:
    """The answers that the address names: of this person, page and form, and not older than an hour."""
    key = _key(request)
    if not isinstance(request.user, User) or key is None:
        return None
    row = ReturnedAnswers.objects.filter(pk=key, user=request.user, kept_at__gt=timezone.now() - LIFE).first()
    if row is None:
        return None
    content = read_or_report(lambda: row.content, otherwise="", at=timezone.now())
    if not content:
        return None
    kept: dict[str, Any] = json.loads(content)
    return kept if kept["page"] == _page(request, form_class) else None


def _page(request: HttpRequest, form_class: type[Form]) -> list[str]:
    """What answers belong to; the form is named too, for a page may ask something else by now."""
    return [request.path, form_class.__name__]


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get(KEY, ""))
    except ValueError:
        return None
