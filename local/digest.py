"""Which migrations there are, in one word: for who compares, and has no database to speak with."""

from hashlib import sha256

from local.processes import ROOT


def migrations() -> list[str]:
    """Return the files of all our migrations, by their path in the project."""
    files = [*ROOT.glob("[!.]*/migrations/0*.py"), *ROOT.glob("[!.]*/*/migrations/0*.py")]
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def digest_of_migrations() -> str:
    """Return a digest of the files of all our migrations."""
    digest = sha256()
    for file in migrations():
        digest.update(file.encode() + b"\0" + (ROOT / file).read_bytes() + b"\0")
    return digest.hexdigest()


def digest_of_each_migration() -> dict[str, str]:
    """Return a digest of each file, for who asks whether one that ran is still what it was."""
    return {file: sha256((ROOT / file).read_bytes()).hexdigest() for file in migrations()}
