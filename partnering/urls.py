from django.urls import include, path

from partnering.views import healthz, readyz, server_error

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("account/", include("accounts.sign_in.urls")),
    # addresses are tried in this order: few and often asked for come before the many of a partnership
    path("", include("outbox.urls")),
    path("", include("portfolio.urls")),
    path("", include("accounts.urls")),
    path("", include("partnerships.urls")),
    path("", include("agreements.urls")),
    path("", include("governance.urls")),
    path("", include("assessments.urls")),
]
handler500 = server_error
