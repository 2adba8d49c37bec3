from django.urls import path

from agreements.importing.views import ImportRunPage, Imports
from agreements.register.starting_views import StartPartnership
from agreements.register.views import AgreementList, AgreementPage, EditAgreement, NewAgreement

urlpatterns = [
    path("agreements/", AgreementList.as_view(), name="agreements"),
    path("agreements/new/", NewAgreement.as_view(), name="new_agreement"),
    path("agreements/import/", Imports.as_view(), name="imports"),
    path("agreements/import/<int:pk>/", ImportRunPage.as_view(), name="import_run"),
    path("agreements/<int:pk>/", AgreementPage.as_view(), name="agreement"),
    path("agreements/<int:pk>/edit/", EditAgreement.as_view(), name="edit_agreement"),
    path("agreements/<int:pk>/start/", StartPartnership.as_view(), name="start_partnership"),
]
