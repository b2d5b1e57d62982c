"""Why a mailbox was switched off wrongly, and may be used again as it was (D30)."""

from enum import auto

from audit.codes import Codes


class RestoreReason(Codes):
    """A code, once used, keeps its meaning: the trail carries it."""

    FAULT_OF_OURS = auto(), "De fout lag bij ons, bijvoorbeeld een blokkeerlijst, onze afzender of DNS."
    ABOUT_ANOTHER = auto(), "De melding ging over een ander adres dan deze mailbox."
    FAULT_OF_THEIRS = auto(), "De mailserver van de ontvanger meldde het verkeerd, en de ontvanger bevestigt dat."
    MISTAKE = auto(), "Een collega noteerde het bij vergissing."
