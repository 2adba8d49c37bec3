from collections.abc import Iterable

from accounts.models import Organisation
from agreements.models import Agreement
from partnerships.actions import touch


def touch_registers(agreements: Iterable[Agreement]) -> None:
    """These look different from now on, in their registers and in the partnerships started from them."""
    agreements = list(agreements)
    Organisation.touch({agreement.register_id for agreement in agreements})
    touch(*{agreement.partnership_id for agreement in agreements if agreement.partnership_id})
