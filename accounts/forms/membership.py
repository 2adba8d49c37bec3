from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership


class RightsForm(forms.Form):
    is_administrator = forms.BooleanField(
        label=_("Administrator"),
        required=False,
        help_text=_("Invites and removes people, gives rights, and sees the mail that leaves."),
    )
    is_officer = forms.BooleanField(
        label=_("Officer"),
        required=False,
        help_text=_(
            "Sees all of the organisation's agreements and partnerships, also without a role in them."
        ),
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, membership: Membership) -> "RightsForm":
        return cls(
            initial={
                "is_administrator": membership.is_administrator,
                "is_officer": membership.is_officer,
                "was": membership.rights,
            }
        )

    def refuse(self, error: ValidationError, *, now: Membership) -> None:
        """Keep what was ticked, and let the next attempt start from how it is now."""
        self.add_error(None, error)
        self.data = {**self.data, "was": now.rights}
