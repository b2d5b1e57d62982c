"""What people need to come back in, or to go on where they were: mails, links, identities elsewhere, answers."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from accounts.mailed_links import MailedLink
from accounts.models.people import User
from outbox.models import Transmission
from vault.fields import SealedTextField


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
