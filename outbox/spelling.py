"""Reading a password aloud: a word for each of its characters, so that no two sound alike."""

WORDS = {
    "0": "nul",
    "1": "een",
    "2": "twee",
    "3": "drie",
    "4": "vier",
    "5": "vijf",
    "6": "zes",
    "7": "zeven",
    "8": "acht",
    "9": "negen",
    "a": "Anna",
    "b": "Bernard",
    "c": "Cornelis",
    "d": "Dirk",
    "e": "Eduard",
    "f": "Ferdinand",
    "g": "Gerard",
    "h": "Hendrik",
    "j": "Jan",
    "k": "Karel",
    "m": "Maria",
    "n": "Nico",
    "p": "Pieter",
    "q": "Quotiënt",
    "r": "Rudolf",
    "s": "Simon",
    "t": "Theodoor",
    "v": "Victor",
    "w": "Willem",
    "x": "Xantippe",
    "y": "Ypsilon",
    "z": "Zacharias",
}
"""The characters that `outbox.archive.new_password` draws from, with the names of the Dutch spelling alphabet."""


def spell(password: str) -> list[tuple[str, list[str]]]:
    """Return each group of a password (they are separated by hyphens) with the words for its characters, in order."""
    return [(group, [WORDS[sign] for sign in group]) for group in password.split("-")]
