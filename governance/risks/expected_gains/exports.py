"""What each side gains, to take along."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import Export, Value
from governance.risks.expected_gains.models import ExpectedGain


def _headings() -> list[str]:
    return [_("Side"), _("Gain"), _("How much, of 5"), _("Added by"), _("Added")]


def _row(gain: ExpectedGain) -> list[Value]:
    day = gain.created_at.astimezone(gain.partnership.zone).date()
    return [str(gain.get_side_display()), gain.text, gain.size, gain.created_by.name, day]


GAINS = Export[ExpectedGain](gettext_lazy("Gains"), _headings, _row)
