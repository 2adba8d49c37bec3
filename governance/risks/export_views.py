from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from governance.risks.exports import as_csv, as_xlsx
from governance.risks.models import Risk
from partnerships.access.views import PartnershipView

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportRisks(PartnershipView):
    """The whole register, as far as one sees it, open and closed."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, kind: str) -> HttpResponseBase:
        risks = Risk.objects.visible_to(self.actor)
        response: HttpResponseBase
        if kind == "csv":
            response = StreamingHttpResponse(as_csv(risks), content_type="text/csv; charset=utf-8")
        else:
            response = HttpResponse(as_xlsx(risks), content_type=XLSX)
        name = f"risks-{reference}-{timezone.localdate().isoformat()}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
