from django.urls import path

from partnerships.views import (
    attachment,
    mandate,
    partnership,
    people,
    proposal,
    role,
    sign_off,
    signing,
    timeline,
)

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
    path("p/<slug:reference>/sign-offs/", sign_off.SignOffs.as_view(), name="sign_offs"),
    path("p/<slug:reference>/sign-offs/<int:number>/", signing.SignOffPage.as_view(), name="sign_off"),
    path("p/<slug:reference>/sign-offs/<int:number>/sign/", signing.Sign.as_view(), name="sign"),
    path(
        "p/<slug:reference>/sign-offs/<int:number>/withdraw/",
        signing.WithdrawSignOff.as_view(),
        name="withdraw_sign_off",
    ),
    path(
        "p/<slug:reference>/sign-offs/<int:number>.txt", sign_off.SignOffText.as_view(), name="sign_off_txt"
    ),
    path("p/<slug:reference>/sign-offs/<int:number>.pdf", sign_off.SignOffPdf.as_view(), name="sign_off_pdf"),
    path("p/<slug:reference>/signers/", mandate.Signers.as_view(), name="signers"),
    path("p/<slug:reference>/signers/<int:pk>/end/", mandate.EndMandate.as_view(), name="end_mandate"),
    path("p/<slug:reference>/files/", attachment.Files.as_view(), name="files"),
    path("p/<slug:reference>/files/<int:pk>/", attachment.OneFile.as_view(), name="file"),
    path("p/<slug:reference>/files/<int:pk>/remove/", attachment.RemoveFile.as_view(), name="remove_file"),
    path(
        "p/<slug:reference>/files/<slug:kind>/<int:number>/",
        attachment.AttachFile.as_view(),
        name="attach_file",
    ),
]
