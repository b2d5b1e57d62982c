"""What is decided about a breach: whether the authority and the clients are told, and why not (art. 33 and 34 GDPR)."""

from enum import auto

from audit.codes import Codes


class Authority(Codes):
    """To which supervisory authority it was reported, or that this was not needed; empty: still to decide."""

    GBA = auto(), "gemeld aan de Gegevensbeschermingsautoriteit (GBA)"
    VTC = auto(), "gemeld aan de Vlaamse Toezichtcommissie (VTC)"
    NONE = auto(), "melding niet nodig"


class NoReportReason(Codes):
    """Why a breach is unlikely to be a risk, so that no report is needed (art. 33.1 GDPR)."""

    ENCRYPTED = auto(), "het archief was versleuteld en niemand anders had het wachtwoord"
    DELETED = auto(), "alles werd gewist voor iemand het opende"
    BOUND = auto(), "wie het opende, is ook gebonden door het beroepsgeheim"
    NO_BREACH = auto(), "het bleek geen gegevenslek"


class DecidedBy(Codes):
    """Who decided that no report is needed."""

    AGENCY_DPO = auto(), "de DPO van Opgroeien"
    PARTNER_DPO = auto(), "de DPO van de partner"
    BOTH_DPOS = auto(), "beide DPO’s samen"
    MANAGEMENT = auto(), "de leiding van Opgroeien"


class ClientsTold(Codes):
    """Whether the clients must be told (art. 34 GDPR)."""

    UNDECIDED = auto(), "nog te beslissen"
    YES = auto(), "ja"
    NO = auto(), "nee"


class NotToldReason(Codes):
    """Why the clients need not be told (art. 34.1 and 34.3 GDPR)."""

    NO_HIGH_RISK = auto(), "het risico voor de cliënten is niet groot"
    ENCRYPTED = auto(), "het archief was versleuteld en niemand anders had het wachtwoord"
    RISK_TAKEN_AWAY = auto(), "wij grepen meteen in, en het grote risico is weg"
    PUBLIC_NOTICE = auto(), "het kan alleen met te veel moeite, en wij maakten het openbaar bekend"


REPORTED = (Authority.GBA, Authority.VTC)
