from django.urls import path

from partnerships.mandates.views import EndMandate, Signers

urlpatterns = [
    path("", Signers.as_view(), name="signers"),
    path("<int:pk>/end/", EndMandate.as_view(), name="end_mandate"),
]
