from django.urls import path

from common.exports import export_paths
from outbox.views import (
    AttachmentView,
    MessageHtmlView,
    MessageView,
    OutboxExport,
    OutboxView,
    SendAgainView,
    SendAllAgainView,
)

urlpatterns = [
    path("outbox/", OutboxView.as_view(), name="outbox"),
    *export_paths("outbox/export", OutboxExport.as_view(), "outbox"),
    path("outbox/send-again/", SendAllAgainView.as_view(), name="send_all_again"),
    path("outbox/<int:pk>/", MessageView.as_view(), name="message"),
    path("outbox/<int:pk>/html/", MessageHtmlView.as_view(), name="message_html"),
    path("outbox/<int:pk>/attachments/<int:attachment_pk>/", AttachmentView.as_view(), name="attachment"),
    path("outbox/<int:pk>/send-again/", SendAgainView.as_view(), name="send_again"),
]
