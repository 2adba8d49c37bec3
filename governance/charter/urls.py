from django.urls import path

from governance.charter import document_views, review_views, views, workshop_views

#: One version of the charter.
CHARTER = "p/<slug:reference>/charter/<int:number>"

urlpatterns = [
    path("p/<slug:reference>/charter/", views.Charter.as_view(), name="charter"),
    path("p/<slug:reference>/charter/start/", views.StartCharter.as_view(), name="start_charter"),
    path("p/<slug:reference>/charter/review/", review_views.RecordReview.as_view(), name="record_review"),
    path("p/<slug:reference>/charter/review/plan/", review_views.PlanReview.as_view(), name="plan_review"),
    path("p/<slug:reference>/charter/compare/", views.CompareCharters.as_view(), name="compare_charters"),
    path(
        "p/<slug:reference>/charter/papers/",
        document_views.RequestCharterDocument.as_view(),
        name="request_charter_document",
    ),
    path(
        "p/<slug:reference>/charter/papers/<int:pk>/",
        document_views.CharterDocument.as_view(),
        name="charter_document",
    ),
    path(f"{CHARTER}/", views.OneVersion.as_view(), name="charter_version"),
    path(f"{CHARTER}/sign/", views.SubmitCharter.as_view(), name="submit_charter"),
    path(f"{CHARTER}/reopen/", views.ReopenCharter.as_view(), name="reopen_charter"),
    path(f"{CHARTER}/workshop/", workshop_views.Workshop.as_view(), name="charter_workshop"),
    path(f"{CHARTER}/workshop/changes/", workshop_views.Changes.as_view(), name="charter_changes"),
    path(f"{CHARTER}/sections/<int:pk>/", workshop_views.WriteSection.as_view(), name="write_section"),
    path(
        f"{CHARTER}/sections/<int:pk>/place/", workshop_views.ArrangeSection.as_view(), name="arrange_section"
    ),
]
