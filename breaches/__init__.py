"""The register of data breaches, the 72-hour clock and the notices."""
