import sys

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error as something_went_wrong

from common.lost_races import is_lost_race
from partnering.health import database_is_ready, queue_is_ready
from partnering.trying_again import busy


def server_error(request: HttpRequest) -> HttpResponse:
    """A race may be lost outside of any view, too: when a session is saved, for instance."""
    error = sys.exc_info()[1]
    if error is not None and is_lost_race(error):
        return busy(request)
    return something_went_wrong(request)


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing else: a database that is away is no reason to restart us."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work; a proxy sends it nothing while it cannot. Why not, the log says."""
    parts = {"database": database_is_ready(), "queue": queue_is_ready()}
    told = {name: "ok" if ready else "down" for name, ready in parts.items()}
    return JsonResponse(told, status=200 if all(parts.values()) else 503)
