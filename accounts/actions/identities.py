"""Every write on who somebody is at ACM/IDM (ADR 0062)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import acmidm
from accounts.actions import invitations
from accounts.models import AcmIdmIdentity, Invitation, User
from audit.events import Event
from audit.record import record_event
from law.refusal import Refusal


@transaction.atomic
def accept_with_acmidm(*, invitation: Invitation, person: acmidm.Person, at: datetime) -> User:
    """Make the account of who was invited, for whom ACM/IDM recognised; it has no password. Once.

    Raises Overtaken, and Refusal for another organisation or somebody who has an account here.
    """
    if not acmidm.is_of(invitation.organisation, person.organisation_code):
        raise Refusal(
            f"Bij ACM/IDM koos u een andere organisatie dan {invitation.organisation.name}. "
            "Ga opnieuw naar ACM/IDM en kies daar de juiste organisatie."
        )
    if AcmIdmIdentity.objects.filter(fingerprint=bytes.fromhex(person.fingerprint), user__is_active=True).exists():
        raise Refusal("U hebt hier al een account. Log in met ACM/IDM en open daarna de link in de mail opnieuw.")
    name = person.name or invitation.name
    user = invitations.accept_with_new_account(invitation=invitation, name=name, password=None, at=at)
    try:
        with transaction.atomic():
            AcmIdmIdentity.objects.create(user=user, fingerprint=bytes.fromhex(person.fingerprint), bound_at=at)
    except IntegrityError:  # of an account that was closed, or made at the same moment
        raise Refusal("U had hier een ander account. Vraag uw beheerder om hulp.") from None
    record_event(Event.ACMIDM_BOUND, by=user, at=at, about=user)
    return user


@transaction.atomic
def who_may_enter(*, person: acmidm.Person, at: datetime) -> User:
    """Return whose account this is, for one of the own organisations. Raises Refusal."""
    identity = AcmIdmIdentity.objects.filter(fingerprint=bytes.fromhex(person.fingerprint)).select_related("user")
    user = next((one.user for one in identity), None)
    if user is None:
        raise Refusal(
            "ACM/IDM kent u, maar u hebt hier nog geen toegang. Vraag uw hoofd of uw beheerder om een uitnodiging. "
            "Kreeg u er al een? Open dan de link in die mail."
        )
    organisations = [one.organisation for one in user.memberships]
    if user.is_active and not any(acmidm.is_of(one, person.organisation_code) for one in organisations):
        raise Refusal(
            "Bij ACM/IDM koos u een organisatie waarvoor u hier geen toegang hebt. Log opnieuw in en kies een andere.",
        )
    return user


@transaction.atomic
def record_refused_sign_in(*, person: acmidm.Person, at: datetime) -> None:
    """Write to the trail that someone came from ACM/IDM in vain; who has no account here is not kept."""
    identity = AcmIdmIdentity.objects.filter(fingerprint=bytes.fromhex(person.fingerprint)).first()
    if identity is not None:
        record_event(Event.ACMIDM_REFUSED, by=None, at=at, about=identity.user)
