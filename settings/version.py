"""The version of the product, as pyproject.toml says it; a release has no other way to know."""

VERSION = "0.1.0"
