from django.urls import path

from agreements import views

urlpatterns = [
    path("agreements/", views.AgreementList.as_view(), name="agreements"),
    path("agreements/new/", views.NewAgreement.as_view(), name="new_agreement"),
    path("agreements/import/", views.Imports.as_view(), name="imports"),
    path("agreements/import/<int:pk>/", views.ImportRunPage.as_view(), name="import_run"),
    path("agreements/<int:pk>/", views.AgreementPage.as_view(), name="agreement"),
    path("agreements/<int:pk>/edit/", views.EditAgreement.as_view(), name="edit_agreement"),
    path("agreements/<int:pk>/start/", views.StartPartnership.as_view(), name="start_partnership"),
]
