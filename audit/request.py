"""The request of somebody who is signed in, for the rooms below the one that knows what an account is."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in; only a type, never made. From `accounts` up it is SignedInRequest."""

    user: AbstractBaseUser  # type: ignore[assignment]  # our own class of user lives above this room
