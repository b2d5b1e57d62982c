"""Why the receiver cannot do something: the sentences that more than one action says."""

from typing import Final

from law.refusal import Refusal

CONSENT_WITHDRAWN: Final = "De cliënt trok de toestemming in. Neem geen contact meer op en wis de gegevens."
"""At the team or here: the receiver stops and deletes (R55, R57)."""

CONSENT_WITHDRAWN_WITH_FILE: Final = (
    "De cliënt trok de toestemming in. Wis wat van het lokaal team kwam. Uw eigen dossier blijft."
)
"""The same, where the receiver helps the client on a ground of its own: it goes on with that (D22, R82)."""

DATA_DELETED: Final = "U verklaarde dat de gegevens gewist zijn. Er valt niets meer te noteren."

DATA_ARE_TO_GO: Final = "U hebt de gegevens niet meer nodig. Geef ze niet door, maar wis ze."
"""The receiver has no reason left to hold the data, so none to pass them on (R81, R83)."""


NO_PROCESSOR_CONTRACT: Final = (
    "Dit kan hier niet zonder verwerkersovereenkomst met Opgroeien. Noteer het in het systeem van uw organisatie."
)
"""The contact log is the receiver's own: Opgroeien may keep it only as its processor (art. 28 AVG, D21)."""


class SecrecyNotDeclared(Refusal):
    """Only who declared to be bound by professional secrecy opens an archive and follows up (R8, R69, art. 458 Sw.).

    A class of its own because the answer is another page: that of the declaration.
    """

    def __init__(self) -> None:
        super().__init__("Verklaar eerst dat u door het beroepsgeheim gebonden bent.")
