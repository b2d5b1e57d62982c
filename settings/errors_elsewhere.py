"""Errors told to a Sentry, when SENTRY_DSN names one: of what kind, and where in the code; nothing that anybody typed.

What leaves is built anew from a list of what may: no words of an error, no variables, no request, no person, no query,
no breadcrumbs, no name of a machine. `sentry-sdk` is installed by who wants this.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

_KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "logger")
_OF_A_FRAME = ("filename", "function", "module", "lineno")


def tell_errors(dsn: str, *, release: str, rooms: list[str]) -> None:
    """Start telling; does nothing without a DSN. The words of a log line leave only as they stand in our own code."""
    if not dsn:
        return
    try:
        import sentry_sdk
        from sentry_sdk.integrations.atexit import AtexitIntegration
        from sentry_sdk.integrations.excepthook import ExcepthookIntegration
        from sentry_sdk.integrations.logging import LoggingIntegration
    except ImportError:
        raise ImproperlyConfigured("SENTRY_DSN is given, but sentry-sdk is not installed.") from None
    sentry_sdk.init(
        dsn=dsn,
        release=release,
        before_send=lambda event, _hint: without_data(event, rooms=rooms),
        default_integrations=False,  # those of Django, Celery and the others look into requests and arguments
        integrations=[LoggingIntegration(level=None), ExcepthookIntegration(), AtexitIntegration()],
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="",
        traces_sample_rate=None,
    )


def without_data(event: Any, *, rooms: list[str]) -> Any:
    """Return what may leave of an event: kinds of errors and places, and the sentence of a log line of ours."""
    kept: dict[str, Any] = {name: event[name] for name in _KEPT if name in event}
    errors = (event.get("exception") or {}).get("values") or []
    if errors:
        kept["exception"] = {"values": [_without_data(error) for error in errors]}
    sentence = (event.get("logentry") or {}).get("message")
    if sentence and str(event.get("logger", "")).split(".")[0] in rooms:
        kept["logentry"] = {"message": sentence}  # before the values were filled in
    return kept


def _without_data(error: dict[str, Any]) -> dict[str, Any]:
    frames = (error.get("stacktrace") or {}).get("frames") or []
    places = [{name: frame[name] for name in _OF_A_FRAME if name in frame} for frame in frames]
    return {"type": error.get("type"), "module": error.get("module"), "stacktrace": {"frames": places}}
