"""Things by their keys, of which there may be any number: one value of a statement (ADR 0099).

`IN (%s, %s, …)` is another statement for every number of keys, which Django writes and PostgreSQL plans anew.
"""

from typing import Any

from django.db.models import Lookup, UUIDField

from statements.stand_ins import Keys

__all__ = ["Keys"]


@UUIDField.register_lookup
class Among(Lookup):
    """`pk__among=Keys(…)`: the things that bear one of these keys."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """All keys in one array."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*values, list(self.rhs))
