"""Pages that take large files."""

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

#: What a form may weigh beside its files.
FORM_FIELDS = 64 * 1024
#: What is too large is read on to its end all the same, up to so many times the limit and for so long, and
#: thrown away: a browser reads no answer before it has sent everything, and says that the connection broke.
READ_ON: Final = 4
READ_ON_SECONDS: Final = 600
CHUNK: Final = 64 * 1024


class UploadView(View):
    """The check of a form's token reads the whole upload, so who may, and its size, are looked at first;
    then the token is checked as everywhere. Put it last among the bases."""

    @classmethod
    def as_view(cls, **initial: Any) -> Callable[..., HttpResponseBase]:
        return csrf_exempt(super().as_view(**initial))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if request.method == "POST" and size > settings.UPLOAD_LIMIT_BYTES + FORM_FIELDS:
            throw_away(request, READ_ON * (settings.UPLOAD_LIMIT_BYTES + FORM_FIELDS))
            return self.too_large(size)
        return self._checked(request, *args, **kwargs)

    def too_large(self, size: int) -> HttpResponseBase:
        """The answer to an upload that nobody reads."""
        raise NotImplementedError

    @method_decorator(csrf_protect)
    def _checked(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)


def throw_away(request: HttpRequest, at_most: int) -> None:
    """Read what is on its way, and keep nothing of it. Who gives up meanwhile wants no answer."""
    until = time.monotonic() + READ_ON_SECONDS
    try:
        while at_most > 0 and time.monotonic() < until:
            read = len(request.read(min(CHUNK, at_most)))
            if not read:
                return
            at_most -= read
    except UnreadablePostError:
        return
