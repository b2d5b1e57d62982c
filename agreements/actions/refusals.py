"""What the papers do not allow, as exceptions whose message is the Dutch sentence for the page."""


class Refused(Exception):
    """The papers do not allow this; the message is the Dutch sentence for the page."""


class Contradiction(Refused):
    """What is to be recorded cannot be true beside what the papers already say (`agreements.rules.stopping`)."""


def refuse(sentence: str) -> None:
    if sentence:
        raise Contradiction(sentence)
