"""Encryption at rest: key ring, sealed model fields, blind index. Start reading at `vault/fields.py`."""
