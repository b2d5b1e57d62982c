"""All that hangs on many agreements, in the one query that loads them: the register asks the database once.

Each relation comes along as an array of JSON objects and is unpacked into ordinary rows, under the names that
`agreements.paper.hanging` looks at. Six more queries for a page cost more than the page itself.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable

OF_AGREEMENT = {"signatures": "Signature", "contacts": "Contact", "suspensions": "Suspension", "doubt_set": "Doubt"}
OF_PROTOCOL = {"dpo_advices": "DpoAdvice", "mailboxes": "Mailbox"}
"""Name of the relation → its model."""

_ON_AGREEMENT = (
    "SELECT coalesce(jsonb_agg(one ORDER BY one.id), '[]') FROM {table} one WHERE one.agreement_id = {own}.id"
)
_ON_PROTOCOL = (
    "SELECT coalesce(jsonb_agg(one ORDER BY one.id), '[]') FROM {table} one "
    "JOIN agreements_protocol paper ON paper.id = one.protocol_id WHERE paper.agreement_id = {own}.id"
)


def packed() -> dict[str, RawSQL]:
    """The annotations that bring every relation along; the names in the SQL are those of our own tables."""
    annotations = {}
    for sql, models in ((_ON_AGREEMENT, OF_AGREEMENT), (_ON_PROTOCOL, OF_PROTOCOL)):
        for name, model in models.items():
            table = apps.get_model("agreements", model)._meta.db_table
            query = sql.format(table=table, own="agreements_agreement")
            annotations[f"packed_{name}"] = RawSQL(query, (), output_field=JSONField())  # noqa: S611  # no outside text
    return annotations


class PackedIterable(ModelIterable):  # type: ignore[type-arg]  # takes no argument when it runs
    """Agreements whose packed relations are unpacked as they come."""

    def __iter__(self) -> Iterator[Any]:
        makers = {name: _maker(model) for name, model in (OF_AGREEMENT | OF_PROTOCOL).items()}
        for agreement in super().__iter__():
            protocol = agreement.protocol_facts
            for name, make in makers.items():
                rows = [make(values) for values in agreement.__dict__.pop(f"packed_{name}")]
                owner = protocol if name in OF_PROTOCOL else agreement
                for row in rows:
                    setattr(row, "protocol" if name in OF_PROTOCOL else "agreement", owner)
                if owner is not None:
                    setattr(owner, f"loaded_{name}", rows)
            yield agreement


def _maker(model_name: str) -> Any:
    model = apps.get_model("agreements", model_name)
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    # What JSON has no type for comes as text; a text is only made what it was.
    readers = [None if field.get_internal_type() in _AS_THEY_ARE else field.to_python for field in fields]

    def make(values: dict[str, Any]) -> Any:
        read = [
            values[name] if reader is None or values[name] is None else reader(values[name])
            for name, reader in zip(names, readers, strict=True)
        ]
        return model.from_db("default", names, read)

    return make


_AS_THEY_ARE = ("CharField", "PositiveSmallIntegerField")
