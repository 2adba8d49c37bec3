from django.http import HttpRequest, HttpResponse
from django.urls import path

from partnering.urls import urlpatterns as product


def bare(request: HttpRequest) -> HttpResponse:
    """Reads session and user, and nothing else."""
    return HttpResponse(f"<!doctype html><title>Bare</title><p>{request.user.pk}</p>")


urlpatterns = [path("bare/", bare, name="bare"), *product]
