from django.urls import path

from agreements.register.starting_views import StartPartnership
from agreements.register.views import (
    AgreementList,
    AgreementPage,
    AgreementsExport,
    EditAgreement,
    NewAgreement,
)
from common.exports import export_paths

urlpatterns = [
    path("", AgreementList.as_view(), name="agreements"),
    *export_paths("export", AgreementsExport.as_view(), "agreements"),
    path("new/", NewAgreement.as_view(), name="new_agreement"),
    path("<int:pk>/", AgreementPage.as_view(), name="agreement"),
    path("<int:pk>/edit/", EditAgreement.as_view(), name="edit_agreement"),
    path("<int:pk>/start/", StartPartnership.as_view(), name="start_partnership"),
]
