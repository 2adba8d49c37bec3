from outbox.models.message import AT_REST, Attachment, Message

__all__ = ["AT_REST", "Attachment", "Message"]
