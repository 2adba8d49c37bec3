from django.urls import path

from partnerships.views import partnership, people, proposal, role, timeline

urlpatterns = [
    path("partnerships/", partnership.Partnerships.as_view(), name="partnerships"),
    path("partnerships/new/", proposal.NewPartnership.as_view(), name="new_partnership"),
    path("partnerships/suppliers/", proposal.SupplierSuggestions.as_view(), name="supplier_suggestions"),
    path("p/<slug:reference>/proposal/", proposal.Proposal.as_view(), name="proposal"),
    path("p/<slug:reference>/edit/", partnership.EditPartnership.as_view(), name="edit_partnership"),
    path("p/<slug:reference>/people/", people.People.as_view(), name="people"),
    path("p/<slug:reference>/people/new/", role.GiveRole.as_view(), name="give_role"),
    path("p/<slug:reference>/people/<int:pk>/", role.OneRole.as_view(), name="role"),
    path("p/<slug:reference>/people/escalation/<str:level>/", people.Escalation.as_view(), name="escalation"),
    path("p/<slug:reference>/people/<int:pk>/line/", people.Line.as_view(), name="line"),
    path("p/<slug:reference>/people/hand-over/<int:pk>/", people.HandOver.as_view(), name="hand_over"),
    path("p/<slug:reference>/timeline/", timeline.Timeline.as_view(), name="timeline"),
    path("p/<slug:reference>/timeline.csv", timeline.TimelineCsv.as_view(), name="timeline_csv"),
]
