from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Membership


class RightsFields(forms.Form):
    is_administrator = forms.BooleanField(
        label=_("Administrator"),
        required=False,
        help_text=_("Invites and removes people, gives rights, and sees the email that leaves."),
    )
    is_officer = forms.BooleanField(
        label=_("Officer"),
        required=False,
        help_text=_(
            "Sees all of the organisation's agreements and partnerships, also without a role in them."
        ),
    )


class RightsForm(RightsFields):
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(membership: Membership) -> dict[str, Any]:
        names = ("is_administrator", "is_officer")
        return {"was": membership.rights, **{name: getattr(membership, name) for name in names}}

    def take_rights(self, now: Membership) -> None:
        """After a refusal, let the next attempt start from how it is now, with what was ticked."""
        self.data = {**self.data, "was": now.rights}
