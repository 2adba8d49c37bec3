"""A list of a partnership as a file."""

from common.exports import ExportView
from partnerships.access.views import PartnershipView


class ListExport(ExportView, PartnershipView):
    """Whoever sees the page takes it along."""

    abstract = True
    permission = "view"

    def about(self) -> str:
        return self.actor.partnership.title
