from django.urls import path

from governance.openness import views

urlpatterns = [
    path("p/<slug:reference>/openness/", views.Openness.as_view(), name="openness"),
]
