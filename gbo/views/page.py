"""What the pages of one GBO agreement share: who may see it, and how a part of it is asked and saved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.request import SignedInRequest
from agreements.views.page import ask_part
from gbo.models import GboAgreement, GboParty, GboStop, GboSuspension


def load(request: SignedInRequest, pk: UUID) -> GboAgreement:
    """The agreement in the address with all its parties; 404 for who may not see it."""
    visible = GboAgreement.objects.visible_to(request.user).with_parties().with_what_is_not_printed()
    return get_object_or_404(visible, pk=pk)


def party_of(agreement: GboAgreement, pk: UUID) -> GboParty:
    """One of its core actors; 404 when it is none of them."""
    return get_object_or_404(agreement.parties.select_related("organisation"), pk=pk)


def suspension_of(agreement: GboAgreement, pk: UUID) -> GboSuspension:
    """One of its suspensions; 404 when it is none of them."""
    return get_object_or_404(agreement.suspensions, pk=pk)


def ask(
    request: SignedInRequest, agreement: GboAgreement, form: Form, save: Callable[[], None], **words: Any
) -> HttpResponse:
    """Ask one part; once saved, go back to the page of the agreement unless `back` says otherwise."""
    back = words.pop("back", "") or reverse("gbo:agreement", args=[agreement.pk])
    return ask_part(request, agreement, form, save, back=back, **words)


def ask_stop(
    request: SignedInRequest, agreement: GboAgreement, form: Form, save: Callable[[], GboStop], **words: Any
) -> HttpResponse:
    """Ask what stops, suspends or lets go on; once saved, go to its page, where the letter is (D29)."""
    made: list[GboStop] = []
    back = reverse("gbo:stopping", args=[agreement.pk])
    return ask_part(
        request,
        agreement,
        form,
        lambda: made.append(save()),
        back=back,
        done=lambda _agreement: reverse("gbo:kept_stop", args=[agreement.pk, made[0].pk]),
        **words,
    )
