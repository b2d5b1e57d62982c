"""How the programs log: one form for all of them, on standard error (`audit.log_lines`)."""

from typing import Any, Literal

_CELERY = ("celery.beat", "celery.worker.strategy", "celery.app.trace")
FORMS = {"plain": "audit.log_lines.PlainLine", "json": "audit.log_lines.JsonLine"}


def logging_in(form: Literal["plain", "json"], *, tells_errors: bool = False) -> dict[str, Any]:
    """Return the configuration of logging, for Django, Celery and gunicorn alike."""
    said_too_often = {name: {"filters": ["pulse"]} for name in _CELERY}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": FORMS[form], "tells_errors": tells_errors}},
        "filters": {
            name: {"()": "django.utils.log.CallbackFilter", "callback": f"ext://audit.log_lines.{function}"}
            for name, function in (("ordinary", "is_no_ordinary_refusal"), ("pulse", "is_not_the_pulse"))
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},  # without any handler Python writes the line as it is
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        # Django would otherwise mail or print tracebacks with request data.
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "django.request": {"filters": ["ordinary"]},
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},  # scanners
            "fido2": {"level": "WARNING"},  # below that it names whose passkey
            **said_too_often,
            "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "gunicorn.access": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }
