from django.urls import path

from common.exports import export_paths
from governance.horizon import views

urlpatterns = [
    path("p/<slug:reference>/horizon/", views.Horizon.as_view(), name="horizon"),
    *export_paths("p/<slug:reference>/horizon/export", views.HorizonExport.as_view(), "horizon"),
    path("p/<slug:reference>/horizon/new/", views.NewHorizonItem.as_view(), name="new_horizon_item"),
    path("p/<slug:reference>/horizon/<int:pk>/", views.OneHorizonItem.as_view(), name="horizon_item"),
    path(
        "p/<slug:reference>/horizon/<int:pk>/edit/", views.EditHorizonItem.as_view(), name="edit_horizon_item"
    ),
    path("p/<slug:reference>/horizon/<int:pk>/prepare/", views.PrepareFor.as_view(), name="prepare_for"),
]
