"""People and what they may do: users, their memberships of organisations with a role, and invitations to become one."""

from accounts.models.invitations import INVITATION_DAYS, INVITATION_LINK, VALID_FOR, Invitation
from accounts.models.keeping import (
    PASSWORD_LINK,
    PASSWORD_LINK_WORKS_FOR,
    AccountMail,
    AcmIdmIdentity,
    LostPassword,
    PasswordLink,
    ReturnedAnswers,
)
from accounts.models.people import RECEIVERS, ROLE_OF_KIND, Membership, User, UserManager, post_in_words
from accounts.models.tries import AccessAlarm, AlarmKind, FailedSignIn

__all__ = [
    "INVITATION_DAYS", "INVITATION_LINK", "PASSWORD_LINK", "PASSWORD_LINK_WORKS_FOR", "RECEIVERS", "ROLE_OF_KIND",
    "VALID_FOR", "AccessAlarm", "AccountMail", "AcmIdmIdentity", "AlarmKind", "FailedSignIn", "Invitation",
    "LostPassword", "Membership", "PasswordLink", "ReturnedAnswers", "User", "UserManager",
    "post_in_words",
]  # fmt: skip
