"""Answers that came back with errors: kept sealed, and shown again by a GET on an address of their own (ADR 0046).

A page that answers a POST leaves what was posted in the session files of the browser's profile, long after the window
was closed. So a view makes its form with `form_for`, as if nothing were special; when the form has errors,
`AnswersMiddleware` keeps what was typed and leads to the same address with a key, where `form_for` finds it again.

What is sent while somebody must sign in again, or show again who sits there, is kept in the same way before any view
or form saw it: a draft (ADR 0064). It shows in the form of that page, and is judged when it is sent again.
"""

import json
import re
import uuid
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q
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

LIFE_OF_DRAFT = timedelta(days=1)
"""How long a draft waits for who has to sign in again: the phone may be at home."""

LARGEST_DRAFT = 64 * 1024
"""Characters; our longest forms have a tenth of it. What is larger is not kept."""

NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|.*password\d?|repeated|code|credential")
"""Names of fields that no draft holds: of passwords, codes and passkeys. A test compares them with every form."""

MOST = 20
"""Pages of one person that wait to be filled in again; the oldest goes first."""

_FILE_AGAIN = "Kies ook het bestand opnieuw."
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
    is_draft = not kept["page"][1]  # which names no form: this may be another one of the page
    if is_draft and not {form.add_prefix(name) for name in form.fields} & kept["answers"].keys():
        return form_class(start, **options)
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


def keep_draft(request: HttpRequest, sentence: str) -> str:
    """Keep what was sent before it reaches a view, and return the address where it is shown again with this sentence.

    Bound to the person and the page. Nothing is kept of a button without answers, of passwords, codes and files.
    """
    user, path = request.user, request.get_full_path()
    assert isinstance(user, User)  # nobody else's answers are kept
    answers = {name: values for name, values in request.POST.lists() if not NEVER_KEPT.fullmatch(name)}
    if not answers or sum(len(value) for values in answers.values() for value in values) > LARGEST_DRAFT:
        return path
    row = _own_row(user, _key(request))
    row.is_draft = True
    errors = {NON_FIELD_ERRORS: [{"message": f"{sentence} {_FILE_AGAIN}" if request.FILES else sentence, "code": ""}]}
    _keep(row, {"page": [request.path, ""], "answers": answers, "errors": errors})
    return _address(request, row)


def forget(user: User) -> None:
    """Erase what waits to be shown again to this person, who signs out."""
    ReturnedAnswers.objects.filter(user=user).delete()


def forget_old(*, at: datetime) -> int:
    """Erase what nobody came back for in time. Returns how many."""
    return ReturnedAnswers.objects.exclude(_alive(at)).delete()[0]


def _alive(at: datetime) -> Q:
    """Which rows are still shown at this moment."""
    return Q(kept_at__gt=at - LIFE) | Q(is_draft=True, kept_at__gt=at - LIFE_OF_DRAFT)


def show_again(request: HttpRequest, form: Form) -> HttpResponse:
    """Lead to the same page, where `form_for` finds these answers; one without errors is a search, done by the GET."""
    user = request.user
    assert isinstance(user, User)  # nobody else's answers are kept
    request.asked = None  # type: ignore[attr-defined]  # done
    for name, field in form.fields.items():
        if isinstance(field, FileField) and form.files.get(form.add_prefix(name)) and not form.has_error(name):
            form.add_error(name, _CHOOSE_AGAIN)
    names = {form.add_prefix(name) for name in form.fields}  # nothing that came along unasked
    row = _own_row(user, _key(request))
    row.is_draft = False
    content = {
        "page": _page(request, type(form)),
        "answers": {name: values for name, values in request.POST.lists() if name in names},
        "errors": form.errors.get_json_data(),
    }
    _keep(row, content)
    messages.get_messages(request).used = False  # type: ignore[union-attr]  # the page that showed them is thrown away
    return SeeOther(_address(request, row))


def _own_row(user: User, key: uuid.UUID | None) -> ReturnedAnswers:
    """The row that the address names, when it is of this person; else a new one."""
    mine = ReturnedAnswers.objects.filter(user=user)
    return (mine.filter(pk=key).first() if key else None) or ReturnedAnswers(user=user)


def _keep(row: ReturnedAnswers, content: dict[str, Any]) -> None:
    row.kept_at = timezone.now()
    row.content = json.dumps(content)
    row.save()
    mine = ReturnedAnswers.objects.filter(user=row.user)
    mine.exclude(pk__in=mine.order_by("-kept_at").values("pk")[:MOST]).delete()


def _address(request: HttpRequest, row: ReturnedAnswers) -> str:
    """The same page, with the key of these answers."""
    query = request.GET.copy()
    query[KEY] = str(row.pk)
    return f"{request.path}?{query.urlencode()}"


def _kept(request: HttpRequest, form_class: type[Form]) -> dict[str, Any] | None:
    """The answers that the address names: of this person, page and form, and not too old."""
    key = _key(request)
    if not isinstance(request.user, User) or key is None:
        return None
    row = ReturnedAnswers.objects.filter(_alive(timezone.now()), pk=key, user=request.user).first()
    if row is None:
        return None
    content = read_or_report(lambda: row.content, otherwise="", at=timezone.now())
    if not content:
        return None
    kept: dict[str, Any] = json.loads(content)
    page = [request.path, ""] if row.is_draft else _page(request, form_class)
    return kept if kept["page"] == page else None


def _page(request: HttpRequest, form_class: type[Form]) -> list[str]:
    """What answers belong to; the form is named too, for a page may ask something else by now."""
    return [request.path, form_class.__name__]


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get(KEY, ""))
    except ValueError:
        return None
