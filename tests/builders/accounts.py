"""People with a role, and who was invited."""

import uuid
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.mailed_links import new_token
from accounts.models import INVITATION_LINK, VALID_FOR, Invitation, Membership, User
from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind
from tests.builders.days import START
from tests.builders.directory import a_team, an_agency, an_organisation

PASSWORD = "een-lang-wachtwoord-voor-tests"

_numbers = count(1)


def a_user(role: Role | None = None, organisation: Organisation | None = None, **fields: Any) -> User:
    """Return a person who is bound by secrecy, with a role in an organisation."""
    number = next(_numbers)
    fields = {"name": f"Persoon {number}", "bound_by_secrecy_since": START, **fields}
    user = User.objects.create_user(fields.pop("email", f"persoon{number}@dienst.example"), PASSWORD, **fields)
    if role:
        organisation = organisation or _somewhere_for(role)
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _somewhere_for(role: Role) -> Organisation:
    if role in {Role.ADMINISTRATOR, Role.AUDITOR}:
        return an_agency()
    return a_team() if role == Role.TEAM_MEMBER else an_organisation(OrganisationKind.OCMW, "OCMW Voorbeeldhoek")


def a_head(organisation: Organisation) -> User:
    """Return the head of service of a receiver."""
    head = a_user(Role.SOCIAL_WORKER, organisation)
    head.membership_set.update(is_head=True)
    return head


def an_invitation(organisation: Organisation, **changes: Any) -> Invitation:
    """Return an invitation of a colleague who did not answer yet."""
    key, now = uuid.uuid4(), timezone.now()
    answers = {
        "role": Role.SOCIAL_WORKER,
        "name": "Nieuwe Collega",
        "email": f"collega{next(_numbers)}@dienst.example",
        "token_digest": INVITATION_LINK.digest(new_token()),
        "sent_by": a_user(),
        "sent_at": now,
        "expires_at": now + VALID_FOR,
        **changes,
    }
    mail = queue_transmission(kind=Kind.INVITATION, subject_id=key, recipient=answers["email"], papers_id=None, at=now)
    return Invitation.objects.create(id=key, organisation=organisation, transmission=mail, **answers)
