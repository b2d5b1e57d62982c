"""What is known of a referral, as rows for the component `summary_list`: label, value, and where to change it."""

from typing import Any

from django.utils.formats import date_format

from agreements.breaches import what_left
from agreements.models import Breach
from consent.models import Consent
from law.identification import Identification
from referrals.contents import four_fields
from referrals.models import Referral

Row = dict[str, str]


def breach_report(referral: Referral) -> dict[str, Any]:
    """When a breach was reported of this referral, or that one can be: once anything left, or may have left (D9)."""
    reported_at = Breach.objects.reported_at(referral.reference)
    may_report = reported_at is None and what_left(reference=referral.reference).exists()
    return {"reported_at": reported_at, "may_report": may_report}


def client_rows(identification: Identification | None, *, change_url: str = "") -> list[Row]:
    """The four fields (R60); no rows once they are erased."""
    if identification is None:
        return []
    return [{"label": label, "value": text, "url": change_url} for label, text in four_fields(identification)]


def consent_rows(consent: Consent, *, change_url: str = "") -> list[Row]:
    """How consent was given (R52–R54)."""
    given = (
        f"{consent.get_channel_display()} op {date_format(consent.given_on)}, taal: {consent.get_language_display()}"
    )
    return [
        {"label": "Van wie", "value": consent.get_client_display()},
        {"label": "Gegeven", "value": given, "url": change_url},
        {"label": "Vooraf verteld", "value": f"alle vijf punten, met informatietekst {consent.text_version}"},
        {"label": "Beslist", "value": "vrij, uitdrukkelijk en samen met de cliënt"},
    ]


def referral_rows(referral: Referral) -> list[Row]:
    """Who referred to whom, and under which papers (R44)."""
    return [
        {"label": "Ontvanger", "value": referral.partner.name},
        {"label": "Verblijfplaats", "value": referral.residence.name},
        {"label": "Team en aanmelder", "value": f"{referral.team.name}, {referral.filed_by.name}"},
        {"label": "Overeenkomst", "value": f"{referral.agreement}, versie {referral.agreement.version}"},
    ]
