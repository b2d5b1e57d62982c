"""Mails to people about accounts: their own, or those of the colleagues they answer for."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string

from accounts.models import AccountMail, Membership, User
from directory.models import Organisation
from law.roles import Role
from outbox.actions import queue_transmission
from outbox.models import Kind


def write(people: Iterable[User], subject: str, template: str, /, *, at: datetime, **context: Any) -> None:
    """Put a mail to each of these people in the outbox, in the transaction of the act that it tells of."""
    for person in people:
        key = uuid.uuid4()
        facts: Mapping[str, Any] = {
            "person": person,
            "site": settings.SITE_URL,
            "product_name": settings.PRODUCT_NAME,
            **context,
        }
        mail = queue_transmission(
            kind=Kind.ACCOUNT, subject_id=key, recipient=person.email, papers_id=None, log=person.log, at=at
        )
        AccountMail.objects.create(
            id=key,
            user=person,
            subject=subject,
            body=render_to_string(template, facts),
            written_at=at,
            transmission=mail,
        )


def administrators() -> "QuerySet[User]":
    """Everyone who administers the agency and can sign in."""
    return User.objects.filter(is_active=True, membership__role=Role.ADMINISTRATOR).distinct().order_by("name", "pk")


def heads_of(organisation: Organisation) -> "QuerySet[User]":
    """The heads of a receiver or a team who can sign in."""
    here = Membership.objects.filter(organisation=organisation, is_head=True).values("user")
    return User.objects.filter(is_active=True, pk__in=here).order_by("name", "pk")


def who_answers_for(membership: Membership) -> "QuerySet[User]":
    """Who says whether this person still works here: another head; where there is none, the administrators."""
    heads = heads_of(membership.organisation).exclude(pk=membership.user_id)
    return heads if heads.exists() else administrators().exclude(pk=membership.user_id)


def second_person(membership: Membership, *, by: User) -> "QuerySet[User]":
    """Who else hears of a help that one person gave another: other heads, else administrators, else auditors."""
    auditors = User.objects.filter(is_active=True, membership__role=Role.AUDITOR).distinct().order_by("name", "pk")
    for people in (heads_of(membership.organisation), administrators(), auditors):
        others = people.exclude(pk__in=[by.pk, membership.user_id])
        if others.exists():
            return others
    return User.objects.none()
