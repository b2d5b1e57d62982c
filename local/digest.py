"""Which migrations there are, in one word: for who compares, and has no database to speak with."""

from hashlib import sha256

from local.processes import ROOT


def digest_of_migrations() -> str:
    """Return a digest of the files of all our migrations."""
    files = [*ROOT.glob("[!.]*/migrations/0*.py"), *ROOT.glob("[!.]*/*/migrations/0*.py")]
    digest = sha256()
    for file in sorted(path.relative_to(ROOT).as_posix() for path in files):
        digest.update(file.encode() + b"\0" + (ROOT / file).read_bytes() + b"\0")
    return digest.hexdigest()
