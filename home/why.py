"""Why a question is asked ("Waarom vragen wij dit?"), beside its field: the words of one page of the guide.

The page has a heading for each group of forms, and below it one for each question, in the words of its label.
"""

from functools import cache

from django.forms import BaseForm
from django.utils.safestring import SafeString

from home import guide

PAGE = "waarom-vragen-wij-dit"

GROUPS = {
    "PlaceForm": "Een cliënt aanmelden",
    "IdentificationForm": "Een cliënt aanmelden",
    "ConsentForm": "Toestemming",
    "AgreementForm": "Papieren",
    "NewAgreementForm": "Papieren",
    "ProtocolForm": "Papieren",
    "SignatureForm": "Papieren",
    "DpoAdviceForm": "Papieren",
    "MailboxForm": "Papieren",
}
"""The heading below which the questions of a form are explained, by the name of its class."""


def why(form: BaseForm, label: str) -> SafeString | None:
    """What the guide says of a question of this form; None when it needs no reason."""
    group = GROUPS.get(type(form).__name__)
    return _explained().get((group, label)) if group else None


@cache
def _explained() -> dict[tuple[str, str], SafeString]:
    return guide.parts_of(PAGE)
