from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outbox.forms.filter import OutboxFilter
from outbox.models import Message
from outbox.views.base import AdministratorView
from partnering.paging import page_of

#: The columns that the list shows; what a mail says stays in the database.
SHOWN = ("pk", "subject", "to", "created_at", "state", "trouble")


class OutboxView(AdministratorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = OutboxFilter(request.GET)
        asked = form.cleaned_data if request.GET and form.is_valid() else {}
        own = self.mails
        found = own.filter(state=asked["state"]) if asked.get("state") else own
        for word in asked.get("words", "").split():
            found = found.filter(Q(subject__icontains=word) | Q(to__icontains=word))
        page = page_of(found.values_list(*SHOWN, named=True), ("-pk",), request.GET)
        states, troubles = dict(Message.State.choices), dict(Message.Trouble.choices)
        context = {
            "nav": "outbox",
            "states": states,
            "state": asked.get("state", ""),
            "words": request.GET.get("words", ""),
            "is_filtered": any(asked.values()),
            "page": page,
            "rows": [(row, states[row.state], troubles.get(row.trouble)) for row in page.rows],
            "failed": own.filter(state=Message.State.FAILED).order_by().count(),
            "administered": self.administered,
        }
        return render(request, "outbox/outbox.html", context)
