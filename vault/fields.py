"""Model fields whose content is sealed before it becomes SQL, so neither the database, its log nor a dump can show it.

In the database stands a sealed value (`vault.key_ring`), bound to table, column and primary key: swapped between rows,
columns or tables it does not open. Therefore the primary key must be a UUID made in Python, and renaming a sealed table
or column asks for a migration that seals again.

- Only `save()` and `bulk_create()` write content. `update()` can only write None (that is how data are erased);
  `bulk_update()` is refused. `bulk_create(update_conflicts=…)` must not be used: the row that stays has another key.
- Only the attribute of an instance shows content: opened at the first reading, under the key the row was loaded with.
- `values()`, expressions and serializers show `<sealed>`. Looking up by content is refused; only `isnull` works.
  A blind index (`vault.blind_index`) finds equal content.
"""

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from vault.key_ring import SEAL, VaultError, seal, unseal

_ST = TypeVar("_ST", contravariant=True)
_GT = TypeVar("_GT", covariant=True)

if TYPE_CHECKING:

    class _Field(models.Field[_ST, _GT]):
        """Lets the checker see text or bytes on an instance, and None where the column may be null."""

else:

    class _Field(models.Field):
        def __class_getitem__(cls, types: object) -> type:
            return cls


REFUSED_OPTIONS = {"primary_key", "unique", "db_index", "choices", "db_default"}
"""They ask the database to see, or the model to name, the content."""


class Opaque:
    """Shows nothing: not when printed, and it refuses to be pickled (sessions, caches, task arguments)."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("Sealed values cannot be pickled.")

    def __copy__(self) -> "Opaque":
        return self

    def __deepcopy__(self, memo: object) -> "Opaque":
        return self


class Sealed(Opaque):
    """What the database holds, before it is opened; without a context until it belongs to an instance."""

    __slots__ = ("ciphertext", "context")

    def __init__(self, ciphertext: bytes, context: bytes = b"") -> None:
        self.ciphertext = ciphertext
        self.context = context


class Opened(Opaque):
    """Content on an instance, wrapped so that `vars()` or a pickle of the instance does not show it."""

    __slots__ = ("content",)

    def __init__(self, content: object) -> None:
        self.content = content


class Ciphertext(bytes):
    """Made by `pre_save` only: the one thing besides None that a sealed column accepts."""


class UnreadableError(VaultError):
    """A value in the database does not open: it was changed or moved, or its key is gone. Says where, never what."""

    def __init__(self, sentence: str, *, table: str, row: UUID, column: str) -> None:
        super().__init__(sentence)
        self.table, self.row, self.column = table, row, column


class SealedAttribute(DeferredAttribute):
    """Opens on reading, wraps on writing; what stands in the instance's `__dict__` is always opaque."""

    field: "SealedField[Any, Any]"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, Sealed):
            held = instance.__dict__[self.field.attname] = Opened(self._open(instance, held))
        return held.content if isinstance(held, Opened) else held

    def _open(self, instance: models.Model, held: Sealed) -> str | bytes:
        try:
            return self.field.open(held)
        except VaultError as error:
            table = instance._meta.label_lower
            raise UnreadableError(str(error), table=table, row=instance.pk, column=self.field.attname) from None

    def __set__(self, instance: models.Model, value: object) -> None:
        if isinstance(value, Sealed):
            value = Sealed(value.ciphertext, self.field.context_of(instance))
        elif value is not None:
            value = Opened(value)
        instance.__dict__[self.field.attname] = value


class SealedField(_Field[_ST, _GT]):
    """What `SealedTextField` and `SealedBytesField` share: a bytea column of sealed values."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False  # a missing value is NULL; empty text is content
    content_type: type[str] | type[bytes]

    def __init__(self, *arguments: Any, purpose: str = "", **options: Any) -> None:
        """`purpose` names what has a key of its own: who can open the other columns cannot open this one."""
        super().__init__(*arguments, **options)
        self.purpose = purpose

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "purpose": self.purpose} if self.purpose else options

    def get_internal_type(self) -> str:
        return "BinaryField"

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Refuse a primary key that is not known before the row is saved or loaded, and options that need content."""
        errors = super().check(**kwargs)
        meta = self.model._meta
        if not isinstance(meta.pk, models.UUIDField) or not meta.pk.has_default():
            errors.append(Error("A sealed column needs a UUID primary key made in Python.", obj=self, id="vault.E004"))
        elif meta.concrete_fields.index(meta.pk) > meta.concrete_fields.index(self):
            errors.append(Error("The primary key must stand before a sealed column.", obj=self, id="vault.E005"))
        for option in REFUSED_OPTIONS & self.deconstruct()[3].keys():
            hint = "A blind index (vault.blind_index) can be unique or indexed."
            errors.append(Error(f"A sealed column cannot have {option}.", hint, self, "vault.E006"))
        return errors

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        """Seal the content under the primary key that the row is about to have, with a new nonce."""
        content = getattr(model_instance, self.attname)
        if content is None:
            return None
        if not isinstance(content, self.content_type):
            raise VaultError(f"{self} takes {self.content_type.__name__}, not {type(content).__name__}.")
        plaintext = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return Ciphertext(seal(plaintext, context=self.context_of(model_instance), purpose=self.key_purpose))

    def open(self, sealed: Sealed) -> str | bytes:
        """Return the content; raise VaultError when it was changed or moved."""
        plaintext = unseal(sealed.ciphertext, context=sealed.context, purpose=self.key_purpose)
        return plaintext.decode("utf-8", "surrogatepass") if self.content_type is str else plaintext

    @property
    def key_purpose(self) -> str:
        """The purpose of the key under which this column is sealed."""
        return f"{SEAL}/{self.purpose}" if self.purpose else SEAL

    def context_of(self, instance: models.Model) -> bytes:
        """Name the place of a value: table, column, row. Unambiguous, as names in PostgreSQL hold no NUL."""
        primary_key = self.model._meta.pk
        value = primary_key.to_python(instance.__dict__.get(primary_key.attname))
        if value is None:
            raise VaultError(f"{self} cannot be sealed or opened without a primary key.")
        return self.context_at(value)

    def context_at(self, row: UUID) -> bytes:
        """Name the place of the value of this column in that row."""
        return f"{self.model._meta.db_table}\0{self.column}\0".encode() + row.bytes

    def from_db_value(self, value: bytes | None, expression: object, connection: object) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def get_prep_value(self, value: object) -> Ciphertext | None:
        if value is None or isinstance(value, Ciphertext):
            return value
        raise FieldError(f"{self} is sealed: only save() and bulk_create() write it, and nothing compares with it.")

    def get_db_prep_value(self, value: object, connection: BaseDatabaseWrapper, prepared: bool = False) -> bytes | None:
        ciphertext = self.get_prep_value(value)
        return None if ciphertext is None else bytes(ciphertext)

    def get_db_prep_save(self, value: object, connection: BaseDatabaseWrapper) -> bytes | None:
        return self.get_db_prep_value(value, connection)  # Django lets expressions through here, plain text and all

    def get_lookup(self, lookup_name: str) -> "type[models.Lookup[Any]] | None":
        if lookup_name != "isnull":
            raise FieldError(f"{self} is sealed: it can only be looked up with isnull.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        """For serializers and `dumpdata`; loading it back is refused, as `loaddata` goes around `pre_save`."""
        return "<sealed>"


class SealedTextField(SealedField[_ST, _GT]):
    """Text of any length, sealed."""

    content_type = str
    if TYPE_CHECKING:
        _pyi_private_set_type: str
        _pyi_private_get_type: str


class SealedBytesField(SealedField[_ST, _GT]):
    """Bytes of any length, sealed."""

    content_type = bytes
    if TYPE_CHECKING:
        _pyi_private_set_type: bytes
        _pyi_private_get_type: bytes
