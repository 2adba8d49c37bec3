from django.urls import path

from governance.agendas import views

MEETING = "p/<slug:reference>/meetings/<int:number>"

urlpatterns = [
    path(f"{MEETING}/", views.OneMeeting.as_view(), name="meeting"),
    path(f"{MEETING}/agenda/", views.AgendaPage.as_view(), name="agenda"),
    path(f"{MEETING}/agenda/take/", views.TakeSuggestions.as_view(), name="take_suggestions"),
    path(f"{MEETING}/agenda/order/", views.OrderAgenda.as_view(), name="order_agenda"),
    path(f"{MEETING}/agenda/<int:pk>/", views.AgendaItemPage.as_view(), name="agenda_item"),
]
