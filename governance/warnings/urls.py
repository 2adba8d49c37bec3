from django.urls import path

from governance.warnings import views

urlpatterns = [
    path("p/<slug:reference>/warnings/", views.Warnings.as_view(), name="warnings"),
    path("p/<slug:reference>/warnings/<int:pk>/close/", views.CloseWarning.as_view(), name="close_warning"),
]
