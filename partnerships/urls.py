from django.urls import path

from partnerships.files import views
from partnerships.lifecycle import views as partnership
from partnerships.lifecycle import views as proposal
from partnerships.mandates import views as mandate
from partnerships.people import role_views
from partnerships.people import views as people
from partnerships.signing import signing_views
from partnerships.signing import views as sign_off
from partnerships.timeline import views as timeline

urlpatterns = [
    path("partnerships/", partnership.Partnerships.as_view(), name="partnerships"),
    path("partnerships/new/", proposal.NewPartnership.as_view(), name="new_partnership"),
    path("partnerships/suppliers/", proposal.SupplierSuggestions.as_view(), name="supplier_suggestions"),
    path("p/<slug:reference>/proposal/", proposal.Proposal.as_view(), name="proposal"),
    path("p/<slug:reference>/edit/", partnership.EditPartnership.as_view(), name="edit_partnership"),
    path("p/<slug:reference>/people/", people.People.as_view(), name="people"),
    path("p/<slug:reference>/people/new/", role_views.GiveRole.as_view(), name="give_role"),
    path("p/<slug:reference>/people/<int:pk>/", role_views.OneRole.as_view(), name="role"),
    path("p/<slug:reference>/people/escalation/<str:level>/", people.Escalation.as_view(), name="escalation"),
    path("p/<slug:reference>/people/<int:pk>/line/", people.Line.as_view(), name="line"),
    path("p/<slug:reference>/people/hand-over/<int:pk>/", people.HandOver.as_view(), name="hand_over"),
    path("p/<slug:reference>/timeline/", timeline.Timeline.as_view(), name="timeline"),
    path("p/<slug:reference>/timeline.csv", timeline.TimelineCsv.as_view(), name="timeline_csv"),
    path("p/<slug:reference>/sign-offs/", sign_off.SignOffs.as_view(), name="sign_offs"),
    path("p/<slug:reference>/sign-offs/<int:number>/", signing_views.SignOffPage.as_view(), name="sign_off"),
    path("p/<slug:reference>/sign-offs/<int:number>/sign/", signing_views.Sign.as_view(), name="sign"),
    path(
        "p/<slug:reference>/sign-offs/<int:number>/withdraw/",
        signing_views.WithdrawSignOff.as_view(),
        name="withdraw_sign_off",
    ),
    path(
        "p/<slug:reference>/sign-offs/<int:number>.txt", sign_off.SignOffText.as_view(), name="sign_off_txt"
    ),
    path("p/<slug:reference>/sign-offs/<int:number>.pdf", sign_off.SignOffPdf.as_view(), name="sign_off_pdf"),
    path("p/<slug:reference>/signers/", mandate.Signers.as_view(), name="signers"),
    path("p/<slug:reference>/signers/<int:pk>/end/", mandate.EndMandate.as_view(), name="end_mandate"),
    path("p/<slug:reference>/files/", views.Files.as_view(), name="files"),
    path("p/<slug:reference>/files/<int:pk>/", views.OneFile.as_view(), name="file"),
    path("p/<slug:reference>/files/<int:pk>/remove/", views.RemoveFile.as_view(), name="remove_file"),
    path(
        "p/<slug:reference>/files/<slug:kind>/<int:number>/",
        views.AttachFile.as_view(),
        name="attach_file",
    ),
]
