from django.urls import path

from common.exports import export_paths
from partnerships.mandates.views import EndMandate, Signers, SignersExport

urlpatterns = [
    path("", Signers.as_view(), name="signers"),
    *export_paths("export", SignersExport.as_view(), "signers"),
    path("<int:pk>/end/", EndMandate.as_view(), name="end_mandate"),
]
