"""What somebody reads on the first visit, on the own start page: three lines, until they are dismissed (ADR 0098)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.actions.people import dismiss_welcome
from accounts.models import User
from accounts.request import SignedInRequest
from law.roles import Role, allowed_to_signed_in


@dataclass(frozen=True)
class Welcome:
    """What one role comes here for, in three lines, and the page of the guide that says more."""

    lines: tuple[str, str, str]
    guide: str
    guide_words: str
    has_practice: bool = False


WELCOMES = {
    Role.TEAM_MEMBER: Welcome(
        (
            "Bespreek eerst met de cliënt wat er gebeurt. Zonder een duidelijk ja gaat er niets weg.",
            "Typ hieronder waar de cliënt verblijft. Wij zoeken het OCMW of CAW, en zeggen of u mag doorgeven.",
            "Vul naam, adres, telefoonnummer en e-mailadres in. Wij mailen ze versleuteld, "
            "en tonen hier hoe het ermee staat.",
        ),
        "teamlid",
        "Handleiding voor teamleden lezen",
        has_practice=True,
    ),
    Role.SOCIAL_WORKER: Welcome(
        (
            "Elke aanmelding komt met een mail in de mailbox van uw dienst. De gegevens zitten in het archief daarbij.",
            "Open hieronder de aanmelding met dezelfde referentie. Daar leest u het wachtwoord van het archief.",
            "Neem contact op met de cliënt, en noteer hier het resultaat. Het lokale team ziet dat niet.",
        ),
        "maatschappelijk-werker",
        "Handleiding voor maatschappelijk werkers lezen",
    ),
    Role.ADMINISTRATOR: Welcome(
        (
            "Registreer elke overeenkomst met haar protocol. De computer kan uw bestanden lezen, u kijkt na.",
            "De pagina van een overeenkomst zegt wat er ontbreekt. Pas als alles in orde is, mag een team aanmelden.",
            "Wat vandaag iets van u vraagt, staat bij “Wat nu?”. Gegevens van cliënten ziet u nergens.",
        ),
        "beheerder",
        "Handleiding voor beheerders lezen",
    ),
    Role.AUDITOR: Welcome(
        (
            "Het logboek zegt wie wat deed, en naar wie elke mail ging. Zoek op referentie, partner of dag.",
            "Bij Overeenkomsten leest u elk papier, en of een team op een bepaalde dag mocht versturen.",
            "Een gegevenslek komt bij “Wat nu?”, met de uren die nog resten. Gegevens van cliënten ziet u nergens.",
        ),
        "auditor",
        "Handleiding voor DPO’s lezen",
    ),
    Role.RECEIVER_AUDITOR: Welcome(
        (
            "Het logboek van uw organisatie zegt wie wat deed. Zoek op een referentie, een persoon of een dag.",
            "Opgroeien en de lokale teams lezen dit logboek niet. Zij hebben een ander.",
            "Gegevens van cliënten staan er niet in. Die zitten in het archief bij de mail.",
        ),
        "auditor",
        "Handleiding voor DPO’s lezen",
    ),
}


def welcome_of(user: User) -> Welcome | None:
    """What this person is told at first, by the role whose page comes first; None once it was dismissed."""
    if user.welcome_dismissed_at is not None:
        return None
    return next((welcome for role, welcome in WELCOMES.items() if user.has_role(role)), None)


@require_POST
@allowed_to_signed_in
def dismiss(request: SignedInRequest) -> HttpResponse:
    """Tell this person no more what was told at first."""
    dismiss_welcome(by=request.user, at=timezone.now())
    return redirect("start")
