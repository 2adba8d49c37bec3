from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from common.alphabet import by_alphabet
from common.fields import DayField
from common.filter_form import FilterForm
from common.prepared import GivenList
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.models import SpacedQuerySet
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.words import GROUPS, OTHER

#: Outside these, a day is a slip of the finger.
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)
#: The product itself, among the people.
NOBODY: Final = "0"
MOST_PEOPLE = 500


class TimelineFilter(FilterForm):
    about = forms.ChoiceField(label=_("About"), required=False)
    who = forms.ChoiceField(label=_("Who"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(key, group.label) for key, group in GROUPS.items()]
        about, who = self.fields["about"], self.fields["who"]
        assert isinstance(about, forms.ChoiceField) and isinstance(who, forms.ChoiceField)  # noqa: S101, PT018
        about.choices = [("", _("Everything")), *groups, (OTHER, _("Everything else"))]
        who.choices = [("", _("Anybody")), *people_on(actor), (NOBODY, _("Partnering by itself"))]

    def clean_since(self) -> date | None:
        return _sensible(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        return _sensible(self.cleaned_data["until"])


def matching(events: SpacedQuerySet, given: dict[str, Any]) -> SpacedQuerySet:
    """The events that the filter asks for; whole days of the reader."""
    about = given.get("about")
    if about == OTHER:
        known = Q()
        for key in GROUPS:
            known |= Q(kind__startswith=f"{key}.")
        events = events.exclude(known)
    elif about:
        events = events.filter(kind__startswith=f"{about}.")
    if given.get("who") == NOBODY:
        events = events.filter(person=None)
    elif "who" in given:
        events = events.filter(person=int(given["who"]))
    if "since" in given:
        events = events.filter(at__gte=_begins(given["since"]))
    if "until" in given:
        events = events.filter(at__lt=_begins(given["until"] + timedelta(days=1)))
    return events


def people_on(actor: Actor) -> list[tuple[str, str]]:
    """Those who have done something that the actor may see."""
    there = actor.partnership
    parties = [pk for pk in (there.customer_id, there.supplier_id) if pk]
    found = PEOPLE.by(actor, parties=parties)
    people = [(str(pk), " ".join(names).strip()) for pk, *names in found]
    return sorted(people, key=lambda person: by_alphabet(person[1]))


def _people(anyone: Actor) -> QuerySet[Person, Any]:
    """They are looked for among the people of the partnership and its parties, for there are few."""
    did = TimelineEvent.objects.visible_to(anyone).filter(person=OuterRef("pk")).order_by()
    roles = Person.objects.filter(roles__partnership=anyone.partnership.pk).values("pk")
    members = Person.objects.filter(memberships__organisation__among=GivenList("parties")).values("pk")
    found = Person.objects.filter(Q(pk__in=roles) | Q(pk__in=members), Exists(did))
    names = found.order_by("given_name", "family_name", "pk").values_list("pk", "given_name", "family_name")
    return names[:MOST_PEOPLE]


PEOPLE = PreparedForActor(_people)


def _sensible(day: date | None) -> date | None:
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
