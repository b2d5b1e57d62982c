"""The page where a colleague accepts an invitation."""

from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import acmidm
from accounts.actions import access, identities, invitations
from accounts.forms import NewAccountForm, SecrecyForm
from accounts.guest_pages import guest_page
from accounts.models import Invitation, User
from accounts.passkey_forms import NewPasskeyAccountForm
from accounts.second_factor import sign_in_by_link, sign_in_with_new
from accounts.views.acmidm import enter
from accounts.views.passkeys import options_to_make
from law.refusal import Overtaken, Refusal


@guest_page(Invitation)
def accept_invitation(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Make an account, or add the role to one's own after signing in; opening the link changes nothing."""
    now = timezone.now()
    is_own = isinstance(request.user, User) and request.user.email == found.email
    posted = request.POST if request.method == "POST" else None
    if not is_own and found.has_account:
        return render(request, "accounts/invitation_sign_in.html", {"invitation": found})
    handles_clients = found.role in access.HANDLE_CLIENTS
    chose_here = is_own or not {"wachtwoord", "passkey"}.isdisjoint(request.GET)
    person = None if chose_here else acmidm.kept(request)
    form: Form
    if is_own or person:
        form = SecrecyForm(posted, handles_clients=handles_clients)
    elif "passkey" in request.GET:
        form = NewPasskeyAccountForm(posted, handles_clients=handles_clients, initial={"name": found.name})
    else:
        initial = {"name": found.name}
        form = NewAccountForm(posted, email=found.email, handles_clients=handles_clients, initial=initial)
    if form.is_valid():
        try:
            return _accept(request, found, form, person, at=now)
        except Overtaken:
            return redirect(request.path)  # the page says how it is now
        except Refusal as refused:
            form.add_error(None, str(refused))
    context = {"invitation": found, "form": form, "is_own": is_own, "person": person, "has_acmidm": acmidm.is_on()}
    if isinstance(form, NewPasskeyAccountForm):
        context["passkey_options"] = options_to_make(invitations.account_of(found))
    return render(request, "accounts/accept_invitation.html", context)


def _accept(
    request: HttpRequest, invitation: Invitation, form: Form, person: acmidm.Person | None, *, at: datetime
) -> HttpResponse:
    """Do what was asked, and lead to the first page with something to do."""
    if person is not None:
        user = identities.accept_with_acmidm(invitation=invitation, person=person, at=at)
        if person.has_mfa:
            return enter(request, user, person)
        acmidm.note_sign_in(request)
        sign_in_by_link(request, user)
        return redirect("mfa_index")
    if isinstance(form, NewPasskeyAccountForm):
        answers = {key: form.cleaned_data[key] for key in ("name", "passkey_name", "credential")}
        sign_in_with_new(request, invitations.accept_with_passkey(invitation=invitation, **answers, at=at))
        messages.success(request, "Uw account is klaar. U logt voortaan in met deze passkey, zonder wachtwoord.")
        return redirect("mfa_index")
    if isinstance(form, NewAccountForm):
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        user = invitations.accept_with_new_account(invitation=invitation, name=name, password=password, at=at)
        sign_in_by_link(request, user)
        return redirect("mfa_index")
    assert isinstance(request.user, User)  # the other form is for who is signed in
    invitations.accept(invitation=invitation, by=request.user, at=at)
    messages.success(request, f"U hebt nu toegang voor {invitation.organisation.name}.")
    return redirect("start")
