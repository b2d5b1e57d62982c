"""Yearly figures and dossier of both sides: the one room above the wall."""
