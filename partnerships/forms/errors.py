"""What an action refuses, shown where it was typed."""

from partnering.service_form import put_errors, take_version

__all__ = ["put_errors", "take_version"]
