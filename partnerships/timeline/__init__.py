"""What happened in a partnership, as people would tell it."""

from partnerships.timeline.telling import EventText, event_text, event_texts
from partnerships.timeline.words import GROUPS, OTHER, name_values

__all__ = ["GROUPS", "OTHER", "EventText", "event_text", "event_texts", "name_values"]
