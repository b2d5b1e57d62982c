"""What is said of a file that cannot be read at all."""


class Unreadable(Exception):
    """The file cannot be read as a whole; the message is the Dutch sentence."""
