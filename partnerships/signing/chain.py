"""Rows each of which carries the digest of the one before it: none is changed, taken out or put in unseen."""

from typing import Any

from django.db import models

from common.immutable import ImmutableModel
from partnerships.signing.keys import keyed_digest, known_keys, present_key_id


class ChainedModel(ImmutableModel):
    """Written once, with a keyed digest of what it says and of the ``digest`` of the row before it."""

    #: Empty for the first.
    previous = models.CharField(max_length=64, editable=False)
    #: Which key it was; see ``partnerships.signing.keys``.
    key_id = models.CharField(max_length=16, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def facts(self) -> list[Any]:
        """All that must not change."""
        raise NotImplementedError

    def last_digest(self) -> str:
        """Of the row that is last at present; whoever adds one holds the partnership's lock."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.link_to(self.last_digest())
        super().save(*args, **kwargs)

    def link_to(self, previous: str) -> None:
        self.previous, self.key_id = previous, present_key_id()
        self.digest = self.digest_now() or ""

    def digest_now(self) -> str | None:
        """Worked out anew; ``None`` where its key is not known here."""
        key = known_keys().get(self.key_id)
        return None if key is None else keyed_digest([*self.facts(), self.key_id, self.previous], key)
