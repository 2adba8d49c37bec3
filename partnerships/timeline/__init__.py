"""What happened in a partnership, as people would tell it."""

from partnerships.timeline.telling import Told, tell, told
from partnerships.timeline.words import GROUPS, OTHER, name_values

__all__ = ["GROUPS", "OTHER", "Told", "name_values", "tell", "told"]
