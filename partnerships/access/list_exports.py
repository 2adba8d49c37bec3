"""A list of a partnership as a file: what the page shows, filtered the same way, all of it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from common.exports import Export
from partnerships.access.views import PartnershipView


class ListExport(PartnershipView):
    """A subclass names its ``export``, and says in ``items`` what is in it."""

    abstract = True
    permission = "view"
    export: ClassVar[Export[Any]]

    def get(self, request: HttpRequest, reference: str, kind: str) -> HttpResponseBase:
        return self.export.as_file(kind, self.items(), self.actor.partnership.title)

    def items(self) -> Iterable[Any]:
        raise NotImplementedError
