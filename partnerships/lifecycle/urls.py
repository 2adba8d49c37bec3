from django.urls import path

from common.exports import export_paths
from partnerships.lifecycle.change_views import AnswerChange, ChangeProposals, ChangesExport
from partnerships.lifecycle.proposal_views import NewPartnership, Proposal, SupplierSuggestions
from partnerships.lifecycle.views import EditPartnership, Partnerships, PartnershipsExport

urlpatterns = [
    path("partnerships/", Partnerships.as_view(), name="partnerships"),
    *export_paths("partnerships/export", PartnershipsExport.as_view(), "partnerships"),
    path("partnerships/new/", NewPartnership.as_view(), name="new_partnership"),
    path("partnerships/suppliers/", SupplierSuggestions.as_view(), name="supplier_suggestions"),
    path("p/<slug:reference>/proposal/", Proposal.as_view(), name="proposal"),
    path("p/<slug:reference>/edit/", EditPartnership.as_view(), name="edit_partnership"),
    path("p/<slug:reference>/changes/", ChangeProposals.as_view(), name="change_proposals"),
    *export_paths("p/<slug:reference>/changes/export", ChangesExport.as_view(), "change_proposals"),
    path("p/<slug:reference>/changes/<int:pk>/answer/", AnswerChange.as_view(), name="answer_change"),
]
