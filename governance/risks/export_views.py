from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.risks.exports import REGISTER, exported
from governance.risks.models import Risk
from partnerships.access.views import PartnershipView


class ExportRisks(PartnershipView):
    """The whole register, as far as one sees it, open and closed."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, kind: str) -> HttpResponseBase:
        risks = exported(Risk.objects.visible_to(self.actor))
        name = f"risks-{reference}-{timezone.localdate().isoformat()}.{kind}"
        if kind == "csv":
            return REGISTER.as_csv(risks, name)
        return REGISTER.as_xlsx(risks, name, _("Risks"))
