from django.urls import URLPattern, path

from portfolio.views.calendar import CalendarView
from portfolio.views.my_work import MyWorkView
from portfolio.views.overview import OverviewView
from portfolio.views.search import SearchView

urlpatterns: list[URLPattern] = [
    path("", MyWorkView.as_view(), name="my_work"),
    path("calendar/", CalendarView.as_view(), name="calendar"),
    path("search/", SearchView.as_view(), name="search"),
    path("p/<slug:reference>/", OverviewView.as_view(), name="overview"),
]
