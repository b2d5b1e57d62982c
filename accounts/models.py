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
    OrganisationKind.OCMW: {Role.SOCIAL_WORKER},
    OrganisationKind.CAW: {Role.SOCIAL_WORKER},
    OrganisationKind.AGENCY: {Role.ADMINISTRATOR, Role.AUDITOR},
    OrganisationKind.DMW: set(),
}
"""Which roles an organisation can give: a team's members file, a receiver's social workers follow up (R6, R8)."""


class UserManager(BaseUserManager["User"]):
    """Makes users whose address is stored in lower case, so that it is unique however it is typed."""

    def create_user(self, email: str, password: str | None, *, name: str, **fields: Any) -> "User":
        user = self.model(email=email.lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person with an account, who declares professional secrecy from a day on (R6, R7; art. 458 Sw.)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    name = models.CharField("naam", max_length=120)
    is_active = models.BooleanField("actief", default=True)
    bound_by_secrecy_since = models.DateField("gebonden door het beroepsgeheim sinds", null=True, blank=True)
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

    def is_bound_by_secrecy(self, on: date) -> bool:
        """Whether the declaration of professional secrecy holds on this day."""
        return self.bound_by_secrecy_since is not None and self.bound_by_secrecy_since <= on


class Membership(models.Model):
    """One person, one organisation, one role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    role = models.CharField("rol", max_length=20, choices=[(role.value, role.label) for role in Role])

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                name="one_membership_per_role",
                violation_error_message="Deze persoon heeft deze rol al bij deze organisatie.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} bij {self.organisation}"
