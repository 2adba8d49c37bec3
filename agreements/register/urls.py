from django.urls import path

from agreements.register.starting_views import StartPartnership
from agreements.register.views import AgreementList, AgreementPage, EditAgreement, NewAgreement

urlpatterns = [
    path("", AgreementList.as_view(), name="agreements"),
    path("new/", NewAgreement.as_view(), name="new_agreement"),
    path("<int:pk>/", AgreementPage.as_view(), name="agreement"),
    path("<int:pk>/edit/", EditAgreement.as_view(), name="edit_agreement"),
    path("<int:pk>/start/", StartPartnership.as_view(), name="start_partnership"),
]
