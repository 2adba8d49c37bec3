from django.urls import path

from common.exports import export_paths
from governance.risks import export_views, views
from governance.risks.expected_gains import views as expected_gain_views
from governance.risks.importing import views as import_views

urlpatterns = [
    path("p/<slug:reference>/risks/", views.Risks.as_view(), name="risks"),
    path("p/<slug:reference>/risks/new/", views.NewRisk.as_view(), name="new_risk"),
    *export_paths("p/<slug:reference>/risks/export", export_views.RisksExport.as_view(), "risks"),
    path("p/<slug:reference>/risks/gains/", expected_gain_views.ExpectedGains.as_view(), name="gains"),
    *export_paths(
        "p/<slug:reference>/risks/gains/export", expected_gain_views.ExpectedGainsExport.as_view(), "gains"
    ),
    path(
        "p/<slug:reference>/risks/gains/<int:pk>/remove/",
        expected_gain_views.RemoveExpectedGain.as_view(),
        name="remove_gain",
    ),
    path("p/<slug:reference>/risks/import/", import_views.RiskImports.as_view(), name="risk_imports"),
    *export_paths(
        "p/<slug:reference>/risks/import/export", import_views.RiskImportsExport.as_view(), "risk_imports"
    ),
    path(
        "p/<slug:reference>/risks/import/<int:pk>/", import_views.OneRiskImport.as_view(), name="risk_import"
    ),
    path(
        "p/<slug:reference>/risks/import/<int:pk>/columns/",
        import_views.RiskImportColumns.as_view(),
        name="risk_import_columns",
    ),
    path("p/<slug:reference>/risks/<int:number>/", views.OneRisk.as_view(), name="risk"),
    path("p/<slug:reference>/risks/<int:number>/edit/", views.EditRisk.as_view(), name="edit_risk"),
    path("p/<slug:reference>/risks/<int:number>/review/", views.ReviewRisk.as_view(), name="review_risk"),
    path("p/<slug:reference>/risks/<int:number>/close/", views.CloseRisk.as_view(), name="close_risk"),
    path("p/<slug:reference>/risks/<int:number>/treat/", views.TreatRisk.as_view(), name="treat_risk"),
]
