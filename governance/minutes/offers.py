"""Minutes are signed by both. What the meeting before left over comes up in the next one."""

from django.utils.translation import gettext_lazy as _

from common.offers import page
from common.stored_words import offer_stored_words
from governance.agendas.selectors import Source, offer_to_agendas
from governance.minutes import sealing
from governance.minutes.documents import PRE_READ, SEALED_MINUTES
from governance.minutes.left_over import LEFT, left, left_facts, minutes_facts
from partnerships.documents.kinds import offer_documents
from partnerships.signing.kinds import Binding, offer_kind_to_sign

offer_kind_to_sign(
    sealing.KIND,
    Binding(
        position=10,
        label=_("Minutes"),
        content_of=sealing.present_content,
        url_of=sealing.page_of_minutes,
        when_signed=sealing.seal_minutes,
        when_withdrawn=sealing.reopen_minutes,
        mails_itself=sealing.get_the_minutes,
    ),
)
offer_to_agendas(
    Source(
        kind="minutes",
        label=_("Minutes to sign"),
        icon="journal-check",
        position=5,
        facts=minutes_facts,
        url=page("minutes"),
        find=left,
    )
)
offer_to_agendas(
    Source(
        kind=LEFT,
        label=_("Left from last time"),
        icon="arrow-return-right",
        position=15,
        facts=left_facts,
        url=lambda _reference, _key: "",  # it is told where it stands
    )
)
offer_documents(PRE_READ, SEALED_MINUTES)
offer_stored_words(lambda: ["Minutes: %(meeting)s, %(day)s"])
