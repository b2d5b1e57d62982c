"""How the programs log: one form for all of them, on standard error (`audit.log_lines`)."""

from typing import Any, Literal

FORMS = {"plain": "audit.log_lines.PlainLine", "json": "audit.log_lines.JsonLine"}


def logging_in(form: Literal["plain", "json"], *, tells_errors: bool = False) -> dict[str, Any]:
    """Return the configuration of logging, for Django, Celery and gunicorn alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": FORMS[form], "tells_errors": tells_errors}},
        "filters": {
            "ordinary": {
                "()": "django.utils.log.CallbackFilter",
                "callback": "ext://audit.log_lines.is_no_ordinary_refusal",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        # Django would otherwise mail or print tracebacks with request data.
        "loggers": {
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "django.request": {"filters": ["ordinary"]},
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},  # scanners; nothing to learn
            "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "gunicorn.access": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        },
    }
