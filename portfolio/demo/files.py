"""Files on the demo's things: small ones, as people have them."""

from datetime import date, timedelta
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.ideas.models import Idea
from governance.risks.models import Risk
from partnerships.files.services import add_attachment
from partnerships.lifecycle.models import Partnership
from portfolio.demo.history import as_actor, happened, morning

#: About which thing, whose title begins so; who added it, how long ago, its name, a word on it, what it says.
ON_RISK, ON_ACTION, ON_IDEA = (
    ("risk", Risk, "event"),
    ("action", ActionItem, "title"),
    ("idea", Idea, "title"),
)
FILES: Final = (
    (ON_RISK, "Timetable service fails", "maja.ek", 24, "rehearsal-august.csv", "Sign-ins, by minute",
     "minute;sign-ins;seconds\n08:00;412;3.1\n08:05;655;6.8\n08:10;701;9.4\n08:15;540;5.2\n08:20;310;2.2\n"),
    (ON_RISK, "Personal data reach", "mats.oberg", 60, "households.md", "How the registers follow",
     "# Households that change\n\n1. The register tells us within a day.\n2. The service asks nightly.\n"
     "3. A message waits until both agree.\n"),
    (ON_ACTION, "Open the cost ledger", "jonas.berg", 6, "ledger-period-9.csv", "By period",
     "heading;hours;cost\nOperation;310;248000\nSupport;122;91500\nDevelopment;405;364500\n"),
    (ON_IDEA, "Let guardians report absence", "eva.strom", 36, "absence-by-text.txt", "From both schools",
     "Bjorkskolan: eleven calls before eight instead of forty.\nSjoskolan: they ask for English, too.\n"),
)  # fmt: skip


def load_files(partnership: Partnership, people: dict[str, Person], today: date) -> None:
    for (kind, model, field), title, who, ago, name, note, content in FILES:
        thing = model.objects.get(partnership=partnership, **{f"{field}__startswith": title})
        with happened(morning(today - timedelta(days=ago)), partnership):
            add_attachment(
                actor=as_actor(people[who], partnership),
                kind=kind,
                number=thing.number,
                file=SimpleUploadedFile(name, content.encode()),
                note=note,
            )
