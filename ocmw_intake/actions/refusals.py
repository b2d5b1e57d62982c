"""Why the receiver cannot do something, each with its sentence for the screen."""

from django.core.exceptions import NON_FIELD_ERRORS

from law.gate import Decision


class SecrecyNotDeclared(Exception):
    """Only who declared to be bound by professional secrecy opens an archive and follows up (R8, R69, art. 458 Sw.)."""


class FollowUpOver(Exception):
    """There is nothing left to follow up; `sentence` says why, for the screen."""

    sentence: str


class ConsentWithdrawn(FollowUpOver):
    """The client took back consent, at the team or here: the receiver stops and deletes (R55, R57)."""

    sentence = "De cliënt trok de toestemming in. Neem geen contact meer op en wis de gegevens."


class DataDeleted(FollowUpOver):
    """The receiver declared that the data are deleted."""

    sentence = "U verklaarde dat de gegevens gewist zijn. Er valt niets meer te noteren."


class DataMustGo(FollowUpOver):
    """The receiver has no reason left to hold the data, so none to pass them on (R81, R83)."""

    sentence = "U hebt de gegevens niet meer nodig. Geef ze niet door, maar wis ze."


class OnwardRefused(Exception):
    """The data may not go to this partner; `decision` holds every reason (R90–R93)."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


class PasswordNotThere(Exception):
    """Nothing left for the partner yet, or the password was erased together with the data (D1)."""


class AlreadyStruck(FollowUpOver):
    """Someone struck this attempt before: there is nothing left to correct."""

    sentence = "Deze contactpoging is al doorgehaald of verbeterd."


class NothingToDelete(Exception):
    """The receiver still has a reason to keep the data: no outcome, withdrawal or year asks to delete them."""

    sentence = "U hebt nog een reden om deze gegevens te bewaren. U hoeft niets te wissen."


class NotAColleague(Exception):
    """Only a social worker of the same receiver handles its follow-ups (R8)."""

    sentence = "Kies een collega uit de lijst."


class HandledByOther(Exception):
    """Meanwhile the handler became another than the person saw; the name is empty when there is none any more."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sentence = (
            f"{name} volgt deze aanmelding al op. Overleg eerst met {name}."
            if name
            else "Niemand volgt deze aanmelding nog op. Zet ze op uw naam als u dat wilt."
        )


class AnswerRefused(Exception):
    """An answer goes against a rule: `field` names it, the message is a sentence for the screen."""

    field: str


class ImpossibleDay(AnswerRefused):
    """What is logged happened between the day the referral was received and today."""

    field = "made_on"


class NoSuchAttempt(AnswerRefused):
    """This outcome follows from attempts, and not enough of them were logged."""

    field = "kind"


class StillNeeded(AnswerRefused):
    """The outcome that holds rests on this attempt."""

    field = NON_FIELD_ERRORS


class FileIsClosed(AnswerRefused):
    """The file is closed: its outcome stands until it is reopened."""

    field = NON_FIELD_ERRORS


class NoFile(AnswerRefused):
    """Only a client who wants help has a file to close."""

    field = NON_FIELD_ERRORS
