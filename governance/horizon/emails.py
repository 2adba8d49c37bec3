from accounts.people.models import Person
from governance.horizon.models import HorizonItem
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft


def horizon_given(item: HorizonItem, by: Person) -> EmailDraft:
    key = f"horizon/{item.pk}/watcher/{item.watcher_id}/{item.version}"
    more = {"item": item, "by": by}
    return email_draft(
        key,
        "horizon_given",
        item.partnership,
        item.watcher_side,
        item.watcher,
        item.get_absolute_url(),
        more,
    )
