"""Rows that are written once. The database refuses to change them too (``common.immutable_rows``); here the
mistake is found before it gets there, and says what it was."""

from typing import Any, NoReturn

from django.db import models


class RowIsImmutable(RuntimeError):
    """Somebody tried to change what is final."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is written once: it is neither changed nor deleted.")


class ImmutableQuerySet(models.QuerySet[Any]):
    """Rows are added and read."""

    def update(self, **_fields: Any) -> NoReturn:
        raise self.model.refusal()

    def delete(self) -> NoReturn:
        raise self.model.refusal()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            raise self.model.refusal()
        return super().bulk_create(objs, *args, **kwargs)


class ImmutableModel(models.Model):
    """``once`` names the thing in the refusal."""

    once = "A row"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise self.refusal()
        # with a known key, Django would try to write over the row first
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise self.refusal()

    @classmethod
    def refusal(cls) -> RowIsImmutable:
        return RowIsImmutable(cls.once)
