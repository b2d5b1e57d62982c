from tests.ocmw_intake.conftest import agreement, member, ocmw, referral, team, worker

__all__ = ["agreement", "member", "ocmw", "referral", "team", "worker"]
