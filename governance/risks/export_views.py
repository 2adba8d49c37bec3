from collections.abc import Iterator

from governance.risks.exports import REGISTER, exported
from governance.risks.models import Risk
from partnerships.access.list_exports import ListExport


class RisksExport(ListExport):
    """The whole register, as far as one sees it, open and closed."""

    export = REGISTER

    def items(self) -> Iterator[Risk]:
        return exported(Risk.objects.visible_to(self.actor))
