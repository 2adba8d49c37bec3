from django.urls import path

from governance.comments import views

urlpatterns = [
    path("p/<slug:reference>/comments/<slug:kind>/<int:number>/", views.AddComment.as_view(), name="comment"),
]
