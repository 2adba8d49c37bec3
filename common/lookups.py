"""``field__among=[…]``: like ``in``, but the whole list travels as one parameter, so that a long list costs
no more to put together than a short one, and no database has too many of them."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField, Expression, ForeignKey, IntegerField, Lookup


class Keys:
    """Numbers for ``among`` that are asked with often: Django looks at each number of a plain list, twice,
    while it puts a question together, and leaves these alone."""

    def __init__(self, keys: Iterable[int]) -> None:
        self.keys = list(keys)


class Among(Lookup[Any]):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", (*params, self._packed(json.dumps))  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, self._packed(list))

    def _packed(self, pack: Callable[[list[int]], Any]) -> Any:
        if isinstance(self.rhs, Expression):  # of a prepared question: the list comes with each asking
            return self.rhs
        return pack(self.rhs.keys if isinstance(self.rhs, Keys) else list(self.rhs))


for field in (CharField, ForeignKey, IntegerField):
    field.register_lookup(Among)
