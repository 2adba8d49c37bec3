from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from accounts.people.views import ProfileView

urlpatterns = [
    path("profile/", ProfileView.as_view(), name="profile"),
    path("language/", login_not_required(set_language), name="set_language"),
]
