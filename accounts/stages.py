"""What a sign-in still asks after the password."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest


class CodeStage(AuthenticateStage):  # type: ignore[misc]  # allauth has no types
    """Ask the code, unless it was given and judged together with the password (`accounts.guessing`)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        factor = getattr(request, "gave_code", None)
        if factor is not None:
            factor.record_usage()
            record_authentication(request, self.login.user, "mfa", id=factor.pk, type=factor.type)
            return False
        return bool(super()._should_handle(request))
