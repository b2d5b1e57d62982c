"""What administrators are written when mail comes back: kind, reason and what to do; nothing about a client (D30)."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from agreements.letters.duties import Writing
from outbox.listeners import Return
from outbox.models import SharedFault, Verdict
from outbox.reasons import what_to_do, why_returned


def returned(one: Return) -> Writing:
    """One mail that did not arrive."""
    context = {
        "kind": one.transmission.get_kind_display(),
        "reached_another": one.verdict == Verdict.ABOUT_ANOTHER,
        "why": why_returned(one.code),
        "code": one.code,
        "mailbox_is_off": one.mailbox_is_off,
    }
    return _write("Een mail kwam terug", "mail/returned_mail.txt", context)


def shared_fault(fault: SharedFault) -> Writing:
    """Mails to several receivers that came back for one cause."""
    context = {"fault": fault, "why": why_returned(fault.code), "what_to_do": what_to_do(fault.cause)}
    return _write("Mails aan meer ontvangers komen terug", "mail/shared_fault.txt", context)


def _write(subject: str, template: str, context: dict[str, object]) -> Writing:
    shared = {"link": settings.SITE_URL + reverse("outbox:stuck"), "product_name": settings.PRODUCT_NAME}
    return Writing(subject, render_to_string(template, {**shared, **context}))
