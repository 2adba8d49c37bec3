from django.urls import URLPattern, path

from portfolio.calendar.views import CalendarView
from portfolio.my_work.views import MyWorkView
from portfolio.overview.views import OverviewView
from portfolio.search.views import SearchView

urlpatterns: list[URLPattern] = [
    path("", MyWorkView.as_view(), name="my_work"),
    path("calendar/", CalendarView.as_view(), name="calendar"),
    path("search/", SearchView.as_view(), name="search"),
    path("p/<slug:reference>/", OverviewView.as_view(), name="overview"),
]
