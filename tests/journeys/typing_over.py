"""A paper is brought in, looked at part by part and registered, in a browser (ADR 0083)."""

import time

from example import accounts


def protocol_with(partner: str, number: str) -> str:
    """An invented protocol of the team of the demo with this partner."""
    return f"""Protocol voor de elektronische mededeling van persoonsgegevens

Tussen:

Opgroeien regie, lokaal team Kind en Gezin {accounts.TEAM_KEMPEN.split()[-1]}, ondernemingsnummer 0886.886.638,
vertegenwoordigd door mevrouw An Voorbeeld, administrateur-generaal;

en

{partner}, ondernemingsnummer {number}, gevestigd te 9999 {partner.split()[-1]}, Kerkplein 1, vertegenwoordigd door
de heer Bo Maes, burgemeester;

E. De functionaris voor gegevensbescherming van Opgroeien regie heeft op 3 juni 2025 advies gegeven.

Artikel 6
De gegevens gaan via 7-zip naar volgende mailbox: gezin@{partner.split()[-1].lower()}.example

Dit protocol treedt in werking op 1 september 2025.

Gedaan te {partner.split()[-1]} op 20 augustus 2025

Voor Opgroeien regie

An Voorbeeld

Voor {partner}

Bo Maes
"""


def bring_in(administrator, name: str, content: bytes) -> None:
    """Upload a PDF, and open it once it was read."""
    page = administrator.page
    page.goto(f"{administrator.product.site}/overeenkomsten/papieren/")
    page.get_by_label("Papieren").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
    administrator.press("Papieren toevoegen")
    until = time.monotonic() + 60
    while not page.get_by_role("link", name=name).count() and time.monotonic() < until:
        page.wait_for_timeout(300)
        page.reload()
    administrator.follow(name)


def look_at_all(administrator) -> None:
    """Say of each part that it is what the paper says."""
    open_parts = administrator.page.locator('button[value^="klopt:"]:not(.govuk-button--secondary)')
    while open_parts.count():
        administrator.open(open_parts.first)
