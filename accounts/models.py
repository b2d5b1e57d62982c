"""People and what they may do: users, their memberships of organisations with a role, and invitations to become one."""

import uuid
from datetime import date, datetime, timedelta
from enum import auto
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.mailed_links import MailedLink
from audit.codes import Codes
from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role
from outbox.models import Transmission
from vault.fields import SealedTextField

ROLE_OF_KIND = {
    OrganisationKind.LOCAL_TEAM: {Role.TEAM_MEMBER},
    OrganisationKind.OCMW: {Role.SOCIAL_WORKER, Role.RECEIVER_AUDITOR},
    OrganisationKind.CAW: {Role.SOCIAL_WORKER, Role.RECEIVER_AUDITOR},
    OrganisationKind.AGENCY: {Role.ADMINISTRATOR, Role.AUDITOR},
    OrganisationKind.DMW: set(),
}
"""Which roles an organisation can give: a team's members file, a receiver's social workers follow up (R6, R8)."""
RECEIVERS = (OrganisationKind.OCMW, OrganisationKind.CAW)


class UserManager(BaseUserManager["User"]):
    """Makes users whose address is stored in lower case, so that it is unique however it is typed."""

    def create_user(self, email: str, password: str | None, *, name: str, **fields: Any) -> "User":
        user = self.model(email=email.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db, force_insert=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person with an account, who declares professional secrecy from a day on (R6, R7; art. 458 Sw.)."""

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    bound_by_secrecy_since = models.DateField("gebonden door het beroepsgeheim sinds", null=True, blank=True)
    sessions_ended_at = models.DateTimeField(
        "alle sessies beëindigd op", null=True, editable=False, help_text="A session from before this is no session."
    )
    unused_warned_at = models.DateTimeField("verwittigd dat het account niet gebruikt wordt op", null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "account"
        verbose_name_plural = "accounts"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="address_is_in_lower_case",
                violation_error_message="Schrijf het e-mailadres in kleine letters.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session holds of this account: another one after all were ended, whatever is left of a session."""
        own: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]  # the stubs do not know it
        return f"{own}{self.sessions_ended_at.timestamp()}" if self.sessions_ended_at else own

    @cached_property
    def memberships(self) -> "list[Membership]":
        """All memberships with their organisation; one query per request."""
        return list(self.membership_set.select_related("organisation").order_by("organisation__name"))

    def has_role(self, *roles: Role) -> bool:
        """Whether the person holds one of these roles somewhere."""
        return any(membership.role in roles for membership in self.memberships)

    def memberships_as(self, role: Role) -> "models.QuerySet[Membership]":
        """The memberships with this role, as rows to look one up among."""
        return self.membership_set.filter(role=role).select_related("organisation")

    def organisations_as(self, role: Role) -> list[Organisation]:
        """The organisations in which the person holds this role."""
        return [membership.organisation for membership in self.memberships if membership.role == role]

    @property
    def organisations_led(self) -> list[Organisation]:
        """The receivers in which the person is head of service."""
        return self._led_as(Role.SOCIAL_WORKER)

    @property
    def teams_led(self) -> list[Organisation]:
        """The local teams of which the person is head."""
        return self._led_as(Role.TEAM_MEMBER)

    @property
    def led(self) -> list[Organisation]:
        """All that the person is head of: receivers and teams."""
        return [*self.organisations_led, *self.teams_led]

    def _led_as(self, role: Role) -> list[Organisation]:
        return [one.organisation for one in self.memberships if one.is_head and one.role == role]

    @property
    def log(self) -> uuid.UUID | None:
        """The log in which this person's acts stand: that of the receiver for who works only there (D19)."""
        places = {one.organisation_id: one.organisation.kind for one in self.memberships}
        return next((place for place, kind in places.items() if len(places) == 1 and kind in RECEIVERS), None)

    def is_bound_by_secrecy(self, on: date) -> bool:
        """Whether the declaration of professional secrecy holds on this day."""
        return self.bound_by_secrecy_since is not None and self.bound_by_secrecy_since <= on


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """A head sees who has access to what it leads; an administrator all access; others nobody."""
        return self if user.has_role(Role.ADMINISTRATOR) else self.filter(organisation__in=user.led)

    def active(self) -> "MembershipQuerySet":
        """Of people who can sign in."""
        return self.filter(user__is_active=True)


class Membership(models.Model):
    """One person, one organisation, one role: the access of D34.

    A head lets colleagues of the own receiver or team in and out, and says every three months who still works there. A
    head of a team opens proof of consent together with a DPO (D17).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField("rol", max_length=20, choices=[(role.value, role.label) for role in Role])
    is_head = models.BooleanField("diensthoofd", default=False)
    since = models.DateTimeField("toegang sinds", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd op", default=timezone.now, help_text="By a head, or with its start.")
    warned_at = models.DateTimeField("verwittigd op", null=True, help_text="That this access was not confirmed.")
    reminded_at = models.DateTimeField("opnieuw verwittigd op", null=True, help_text="Shortly before it ends.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="one_membership_per_role",
                violation_error_message="Deze persoon heeft deze rol al bij deze organisatie.",
            ),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(role__in=[Role.SOCIAL_WORKER.value, Role.TEAM_MEMBER.value]),
                name="a_head_works_at_a_receiver_or_a_team",
                violation_error_message="Alleen een maatschappelijk werker of een teamlid is hoofd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} bij {self.organisation}"


def post_in_words(role: Role, *, is_head: bool) -> str:
    """What somebody is here, as pages and mails call it."""
    head = "hoofd van het team" if role == Role.TEAM_MEMBER else "diensthoofd"
    return head if is_head else role.label


INVITATION_DAYS = 7
VALID_FOR = timedelta(days=INVITATION_DAYS)  # how long the link of an invitation works


class InvitationState(Codes):
    """Where an invitation stands; the words are those on the page of the head."""

    OPEN = auto(), "wacht op antwoord"
    EXPIRED = auto(), "verlopen"
    ACCEPTED = auto(), "aanvaard"
    WITHDRAWN = auto(), "ingetrokken"


INVITATION_LINK = MailedLink("accounts:accept_invitation", purpose="invitation")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """The heads of who invites, and administrators."""
        return self if user.has_role(Role.ADMINISTRATOR) else self.filter(organisation__in=user.led)

    def addressed_to(self, fingerprint: bytes) -> "InvitationQuerySet":
        """The invitation whose link this is, whoever holds it; none for a token that does not exist."""
        return self.filter(token_digest=fingerprint).select_related("organisation", "invited_by")

    def open(self) -> "InvitationQuerySet":
        """Not answered and not taken back; its time may be over."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """Somebody is asked to work here: one mail, one link, used once within a week. Who accepts chooses the password.

    The link is found by a keyed fingerprint of its token. The token itself is kept, sealed, until the mail left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("rol", max_length=20, choices=[(role.value, role.label) for role in Role])
    is_head = models.BooleanField("hoofd", default=False)
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", max_length=254)
    token_digest = models.BinaryField(unique=True, editable=False)
    token = SealedTextField("sleutel van de link", null=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: an operator, for the first one."
    )
    invited_at = models.DateTimeField("uitgenodigd op")
    expires_at = models.DateTimeField("geldig tot")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField("aanvaard op", null=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_address_is_in_lower_case"),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(role__in=[Role.SOCIAL_WORKER.value, Role.TEAM_MEMBER.value]),
                name="an_invited_head_works_at_a_receiver_or_a_team",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
                name="invitation_is_accepted_by_someone_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
        ]

    if TYPE_CHECKING:
        organisation_id: uuid.UUID

    def __str__(self) -> str:
        return f"uitnodiging {self.pk}"

    @property
    def has_account(self) -> bool:
        """Whether the address has an account that works; only who holds the link may learn so."""
        return User.objects.filter(email=self.email, is_active=True).exists()

    @property
    def words(self) -> str:
        """What the person becomes, for a sentence after "als"."""
        return post_in_words(Role(self.role), is_head=self.is_head)

    def state(self, at: datetime) -> InvitationState:
        """Where the invitation stands at this moment."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        return InvitationState.EXPIRED if self.expires_at <= at else InvitationState.OPEN


class AccountMail(models.Model):
    """A mail to a person about the own account or the access of colleagues; its text is forgotten once it left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("onderwerp", max_length=120)
    body = SealedTextField("tekst", null=True)
    written_at = models.DateTimeField("geschreven op")
    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bericht over een account"
        verbose_name_plural = "berichten over accounts"

    def __str__(self) -> str:
        return f"bericht {self.pk}"


PASSWORD_LINK = MailedLink("choose_password", purpose="password")
PASSWORD_LINK_WORKS_FOR = timedelta(hours=1)
"""Long enough for a slow mail server; short, for whoever reads the mailbox later."""


class LostPassword(models.Model):
    """Somebody says to have lost the password of this address; answered by a worker, and then gone.

    Kept for any address that is typed, so that asking takes the same time whether it has an account or not (ADR 0060).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = SealedTextField("e-mailadres")
    asked_at = models.DateTimeField("gevraagd op")

    class Meta:
        verbose_name = "verloren wachtwoord"
        verbose_name_plural = "verloren wachtwoorden"

    def __str__(self) -> str:
        return f"verloren wachtwoord {self.pk}"


class PasswordLinkQuerySet(models.QuerySet["PasswordLink"]):
    def addressed_to(self, fingerprint: bytes, *, at: datetime) -> "PasswordLinkQuerySet":
        """The link that somebody holds, while it works: for whoever can sign in, once, within the hour."""
        works = self.filter(token_digest=fingerprint, used_at=None, expires_at__gt=at, user__is_active=True)
        return works.select_related("user")


class PasswordLink(models.Model):
    """A link by which a person chooses a new password, mailed to the address of the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_digest = models.BinaryField(unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt op")
    expires_at = models.DateTimeField("geldig tot")
    used_at = models.DateTimeField("gebruikt op", null=True)

    objects = PasswordLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link voor een wachtwoord"
        verbose_name_plural = "links voor een wachtwoord"

    def __str__(self) -> str:
        return f"link voor een wachtwoord {self.pk}"


class AcmIdmIdentityQuerySet(models.QuerySet["AcmIdmIdentity"]):
    def visible_to(self, user: Any) -> "AcmIdmIdentityQuerySet":
        """The own one."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class AcmIdmIdentity(models.Model):
    """Who somebody is at ACM/IDM, bound at the first use through an invitation: only a keyed fingerprint (ADR 0062)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.BinaryField(unique=True, editable=False)
    bound_at = models.DateTimeField("gekoppeld op")

    objects = AcmIdmIdentityQuerySet.as_manager()

    class Meta:
        verbose_name = "koppeling met ACM/IDM"
        verbose_name_plural = "koppelingen met ACM/IDM"

    def __str__(self) -> str:
        return f"koppeling {self.pk}"


class ReturnedAnswers(models.Model):
    """What someone typed in a form that came back with errors; see `accounts.answers`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField("bewaard op")
    is_draft = models.BooleanField("verstuurd toen er opnieuw ingelogd moest worden", default=False)
    content = SealedTextField[str, str]("inhoud")

    class Meta:
        verbose_name = "antwoorden om te verbeteren"
        verbose_name_plural = "antwoorden om te verbeteren"

    def __str__(self) -> str:
        return f"antwoorden {self.pk}"


class FailedSignIn(models.Model):
    """One wrong password or code, kept for a day as fingerprints; what is counted from it is in `accounts.guessing`."""

    id = models.BigAutoField(primary_key=True)
    account = models.BinaryField(editable=False, help_text="Of the address that was typed, whether it has an account.")
    source = models.BinaryField(editable=False, help_text="Of the device or the network address.")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    is_known = models.BooleanField("toestel waar deze persoon eerder inlogde")
    had_password = models.BooleanField("het wachtwoord was juist", default=False)
    at = models.DateTimeField("op")

    class Meta:
        verbose_name = "mislukte poging om in te loggen"
        verbose_name_plural = "mislukte pogingen om in te loggen"
        indexes: ClassVar = [
            models.Index(fields=["account", "at"], name="failed_sign_in_account"),
            models.Index(fields=["source", "at"], name="failed_sign_in_source"),
            models.Index(fields=["at"], name="failed_sign_in_recent"),
        ]

    def __str__(self) -> str:
        return f"poging {self.pk}"


class AlarmKind(Codes):
    """What is wrong with how people come in."""

    GUESSING = auto(), "er worden wachtwoorden geraden"
    DENIED = auto(), "iemand vraagt vaak wat niet van hem of haar is"
    UNREADABLE = auto(), "een app of passkey is beschadigd"


class AccessAlarm(models.Model):
    """Something that was counted within one period, and became an alarm when it was too much; told once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("soort", max_length=10, choices=AlarmKind.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    log = models.UUIDField("logboek", null=True, help_text="Of which receiver; empty: of the agency's side (D19).")
    first_at = models.DateTimeField("begonnen op")
    last_at = models.DateTimeField("laatst op")
    raised_at = models.DateTimeField("gemeld op", null=True)
    number = models.PositiveIntegerField("aantal", default=0)
    accounts = models.PositiveIntegerField("accounts", default=0)

    class Meta:
        verbose_name = "alarm over toegang"
        verbose_name_plural = "alarmen over toegang"
        indexes: ClassVar = [models.Index(fields=["-last_at"], name="access_alarm_recent")]

    def __str__(self) -> str:
        return self.get_kind_display()
