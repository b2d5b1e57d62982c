"""The processor contracts of the receivers (art. 28 AVG; D21): the list, one receiver, a new one, its end, its file."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.answers import form_for
from accounts.request import SignedInRequest
from agreements import actions
from agreements.forms.processor_contracts import ProcessorContractEndForm, ProcessorContractForm
from agreements.models import ProcessorContract, ProcessorContractFile, contract_that_counts
from agreements.terms.papers import PARTNER_KINDS
from agreements.views.files import hand_out
from agreements.views.page import ask_part
from directory.models import Organisation
from law.processing import check_processor_contract
from law.roles import Role, allowed_to

PAGE = 25


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def processor_contracts(request: SignedInRequest) -> HttpResponse:
    """List every active receiver, with whether it has a contract today."""
    on = timezone.localdate(timezone.now())
    receivers = _receivers(request).filter(is_active=True).order_by("name")
    page: Page[Any] = Paginator(receivers, PAGE).get_page(request.GET.get("pagina"))
    shown = list(page.object_list)
    contracts = ProcessorContract.objects.visible_to(request.user).of_each([one.pk for one in shown], on)
    rows = []
    for receiver in shown:
        contract = contracts[receiver.pk]
        decision = check_processor_contract(contract, on=on)
        rows.append({"receiver": receiver, "contract": contract, "holds": decision.may_send})
    return render(request, "agreements/processor_contracts.html", {"rows": rows, "page": page})


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_safe
def receiver_contracts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the contracts of one receiver, the newest first, and what works without one."""
    receiver = get_object_or_404(_receivers(request), pk=pk)
    on = timezone.localdate(timezone.now())
    contracts = list(ProcessorContract.objects.visible_to(request.user).filter(receiver=receiver))
    decision = check_processor_contract(contract_that_counts(contracts, on), on=on)
    context = {
        "receiver": receiver,
        "decision": decision,
        "contracts": [
            {"contract": one, "files": one.files.defer("content").filter(withdrawn_at=None)} for one in contracts
        ],
        "may_change": request.user.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "agreements/receiver_contracts.html", context)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new_processor_contract(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record a contract that both signed."""
    receiver, now = get_object_or_404(_receivers(request), pk=pk), timezone.now()
    form = form_for(request, ProcessorContractForm, today=timezone.localdate(now))

    def save() -> None:
        actions.processor_contracts.record(receiver=receiver, **form.build(), by=request.user, at=now)

    back = reverse("agreements:receiver_contracts", args=[receiver.pk])
    intro = "Registreer de overeenkomst pas als beide partijen tekenden."
    title = "Verwerkersovereenkomst"
    return ask_part(request, receiver, form, save, title=title, button="Overeenkomst bewaren", intro=intro, back=back)


@allowed_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def end_processor_contract(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Record the last day of a contract."""
    visible = ProcessorContract.objects.visible_to(request.user).select_related("receiver")
    contract, now = get_object_or_404(visible, pk=pk), timezone.now()
    initial = model_to_dict(contract, fields=["ends_on"])
    form = form_for(request, ProcessorContractEndForm, initial=initial, today=timezone.localdate(now))

    def save() -> None:
        actions.processor_contracts.set_end(contract, ends_on=form.last_day(), by=request.user, at=now)

    back = reverse("agreements:receiver_contracts", args=[contract.receiver_id])
    title = "Einde van de verwerkersovereenkomst"
    return ask_part(request, contract.receiver, form, save, title=title, button="Einde bewaren", back=back)


@allowed_to(Role.ADMINISTRATOR, Role.AUDITOR)
@require_http_methods(["GET", "POST"])
def processor_contract_file(request: SignedInRequest, pk: UUID, file_pk: UUID) -> HttpResponse:
    """Give the signed contract to whoever asks for it with a button; an address alone reads nothing."""
    contract = get_object_or_404(ProcessorContract.objects.visible_to(request.user), pk=pk)
    back = reverse("agreements:receiver_contracts", args=[contract.receiver_id])
    if request.method == "GET":  # as after signing in again
        return redirect(back)
    kept = ProcessorContractFile.objects.visible_to(request.user).defer("content").select_related("contract__receiver")
    return hand_out(request, get_object_or_404(kept, pk=file_pk, contract=contract), back=back)


def _receivers(request: SignedInRequest) -> Any:
    return Organisation.objects.visible_to(request.user).filter(kind__in=PARTNER_KINDS)
