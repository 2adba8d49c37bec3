from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views import View

from outbox.models import Message
from outbox.models.message import MessageQuerySet


class Administered(NamedTuple):
    """An organisation whose mails the reader may see, as far as a page names it."""

    pk: int
    name: str


class AdministratorView(View):
    """A page for those who administer an organisation; for others there is no such page."""

    administered: list[Administered]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        # the person is signed in, so whether the account is active need not be asked again
        own = person.memberships.filter(ended_at=None, is_administrator=True).order_by()
        rows = own.values_list("organisation_id", "organisation__name")
        self.administered = [Administered(*row) for row in rows]
        if not self.administered:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def mails(self) -> MessageQuerySet:
        """Those of the organisations that the person administers."""
        return Message.objects.of_organisations([organisation.pk for organisation in self.administered])

    def mail(self, pk: int) -> Message:
        """The mail, when it is one of them; otherwise 404."""
        message = self.mails.filter(pk=pk).first()
        if message is None:
            raise Http404
        return message
