"""Gaps among the people, for those who can close them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.gaps import Kind
from portfolio.desk import SOON, Desk
from portfolio.waiting.task import Task


def gaps(desk: Desk) -> Iterator[Task]:
    for pk, missing in desk.gaps.items():
        line = desk.partnerships[pk]
        # where somebody has gone, things lie about; the rest can wait until there is time
        is_urgent = any(gap.kind in (Kind.LEFT, Kind.NO_SUCCESSOR) for gap in missing)
        said = ngettext("%(count)s gap among the people", "%(count)s gaps among the people", len(missing))
        yield Task(
            by=desk.today if is_urgent else desk.today + SOON,
            icon="person-lines-fill",
            what=said % {"count": len(missing)},
            rest="",
            where=line.title,
            url=reverse("people", args=[line.reference]),
            button=_("Look"),
            partnership_id=pk if is_urgent else None,
        )
