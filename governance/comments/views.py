from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from common.service_form import ServiceFormView
from governance.comments.forms import CommentForm
from governance.comments.services import add_comment
from partnerships.access.views import PartnershipView
from partnerships.files.targets import AttachmentTarget, found


class AddComment(PartnershipView, ServiceFormView):
    """A word about something, from its page; the page of its own is for what was refused."""

    permission = "view"
    makes_new = True
    form_class = CommentForm
    template_name = "governance/comments/comment.html"
    target: AttachmentTarget
    thing: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.may("view"):
            seen = found(self.actor, kwargs["kind"], kwargs["number"])
            if seen is None:
                raise Http404
            if not self.actor.may("comment"):
                raise PermissionDenied
            self.target, self.thing = seen
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CommentForm) -> HttpResponse:
        kind, number = self.kwargs["kind"], self.kwargs["number"]
        add_comment(actor=self.actor, kind=kind, number=number, **form.cleaned_data)
        return self.done(_("Added to the conversation."), f"{self.back}#comments-{kind}-{number}")

    @property
    def back(self) -> str:
        return self.target.url(self.actor.partnership.reference, self.kwargs["number"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(thing=self.thing, back=self.back, **kwargs)
