from django.urls import path

from common.exports import export_paths
from partnerships.signing import signing_views, views

urlpatterns = [
    path("", views.SignOffs.as_view(), name="sign_offs"),
    *export_paths("export", views.SignOffsExport.as_view(), "sign_offs"),
    path("<int:number>/", signing_views.SignOffPage.as_view(), name="sign_off"),
    path("<int:number>/sign/", signing_views.Sign.as_view(), name="sign"),
    path("<int:number>/withdraw/", signing_views.WithdrawSignOff.as_view(), name="withdraw_sign_off"),
    path("<int:number>.txt", views.SignOffText.as_view(), name="sign_off_txt"),
    path("<int:number>.pdf", views.SignOffPdf.as_view(), name="sign_off_pdf"),
]
