"""People and what they may do: users, and their memberships of organisations with a role."""

import uuid
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from directory.models import Organisation
from law.facts import OrganisationKind
from law.roles import Role

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

    NAMED_IN_TRAIL: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    bound_by_secrecy_since = models.DateField("gebonden door het beroepsgeheim sinds", null=True, blank=True)
    sessions_ended_at = models.DateTimeField(
        "alle sessies beëindigd op", null=True, editable=False, help_text="A session from before this is no session."
    )
    unused_warned_at = models.DateTimeField("verwittigd dat het account niet gebruikt wordt op", null=True)
    welcome_dismissed_at = models.DateTimeField("welkom weggeklikt op", null=True, editable=False)
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

    @property
    def parts(self) -> tuple[Any, ...]:
        """What a statement may look at of a person: the key, whether secrecy was declared, the access (ADR 0099)."""
        access = (
            (Role(one.role), one.is_head, one.organisation_id, OrganisationKind(one.organisation.kind))
            for one in self.memberships
        )
        return self.pk, self.bound_by_secrecy_since is not None, tuple(access)

    @classmethod
    def of_parts(cls, parts: tuple[Any, ...]) -> "User":
        key, is_bound, access = parts
        user = cls(pk=key, bound_by_secrecy_since=date.min if is_bound else None)
        user.memberships = [
            Membership(user=user, role=role, is_head=is_head, organisation=Organisation(pk=place, kind=kind))
            for role, is_head, place, kind in access
        ]
        return user

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
