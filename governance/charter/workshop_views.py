"""The workshop: both sides write the charter at once, section by section."""

from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.service_form import ServiceButtonView, ServiceFormView
from common.text_diff import Pair, pair
from governance.charter.editing_presence import Writer, mark_done, mark_writing, other_writers
from governance.charter.forms import NewSectionForm, SectionForm
from governance.charter.models import CharterSection, CharterVersion
from governance.charter.sections import BY_KEY, SuggestedSection
from governance.charter.services import (
    EditConflict,
    add_section,
    move_section,
    remove_section,
    restore_section,
    write_section,
)
from partnerships.access.views import PartnershipView


@dataclass(frozen=True)
class Item:
    """One section as the workshop shows it."""

    section: CharterSection
    suggested: SuggestedSection | None
    writing: list[Writer]
    form: SectionForm | None  # nothing for those who only read
    is_first: bool = False
    is_last: bool = False
    is_open: bool = False
    #: Theirs beside mine, where both have changed it.
    conflict: Pair | None = None
    said: str = ""


class VersionView(PartnershipView):
    """A page of one version of the charter."""

    abstract = True
    nav = "charter"
    charter: CharterVersion

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        versions = CharterVersion.objects.visible_to(self.actor).select_related("started_by")
        self.charter = get_object_or_404(versions, number=kwargs["number"])
        self.charter.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(charter=self.charter, **kwargs)

    def section(self, pk: int) -> CharterSection:
        sections = CharterSection.objects.visible_to(self.actor).select_related("edited_by")
        section = get_object_or_404(sections, pk=pk, charter=self.charter)
        section.charter = self.charter
        return section

    def workshop_url(self, section: CharterSection | None = None, *, write: bool = False) -> str:
        url = reverse("charter_workshop", args=[self.actor.partnership.reference, self.charter.number])
        if section and write:
            url += f"?write={section.pk}"
        return f"{url}#section-{section.pk}" if section else url


class WorkshopView(VersionView):
    abstract = True

    def items(self, *, only: set[int] | None = None, special: Item | None = None) -> list[Item]:
        sections = list(self.charter.parts().select_related("edited_by"))
        writing = other_writers((section.pk for section in sections), self.actor)
        asked = self.request.GET.get("write", "")
        found = []
        for place, section in enumerate(sections):
            if special and special.section.pk == section.pk:
                found.append(special)
            elif only is None or section.pk in only:
                ends = (place == 0, place == len(sections) - 1)
                found.append(self.item(section, writing.get(section.pk, []), ends, asked == str(section.pk)))
        return found

    def item(
        self, section: CharterSection, writing: list[Writer], ends: tuple[bool, bool], is_open: bool = False
    ) -> Item:
        section.charter = self.charter
        form = SectionForm(section) if self.may_write else None
        return Item(section, BY_KEY.get(section.key), writing, form, *ends, is_open=is_open)

    @property
    def may_write(self) -> bool:
        return self.actor.may("write_charter") and self.charter.is_in_workshop

    def article(self, item: Item) -> str:
        context = {"item": item, "partnership": self.actor.partnership, "charter": self.charter}
        return render_to_string("governance/charter/_charter_section.html", context, self.request)

    def page(self, special: Item | None = None, new: NewSectionForm | None = None) -> HttpResponse:
        items = self.items(special=special)
        if special and not any(item is special for item in items):
            items.append(special)  # it was taken out meanwhile; what was typed is still shown
        context = {
            "nav": "charter",
            "partnership": self.actor.partnership,
            "charter": self.charter,
            "items": items,
            "removed": list(self.charter.sections.exclude(removed_at=None)) if self.may_write else [],
            "new": new or NewSectionForm(),
            "may_write": self.may_write,
            "may_lead": self.actor.may("lead_charter"),
        }
        return render(self.request, "governance/charter/charter_workshop.html", context)


class Workshop(WorkshopView, ServiceFormView):
    permission = "view"
    permissions = {"post": "write_charter"}
    makes_new = True
    form_class = NewSectionForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.page() if self.charter.is_in_workshop else redirect(self.charter)

    def form_valid(self, form: NewSectionForm) -> HttpResponse:
        section = add_section(actor=self.actor, charter=self.charter, **form.cleaned_data)
        return redirect(self.workshop_url(section, write=True))

    def form_invalid(self, form: NewSectionForm) -> HttpResponse:
        return self.page(new=form)


class WriteSection(WorkshopView, ServiceFormView):
    """Keep what was written. A script asks for the section alone; without one, the page comes back."""

    permission = "write_charter"
    http_method_names = ["post"]

    def get_form(self, form_class: object = None) -> SectionForm:
        return SectionForm(self.section(self.kwargs["pk"]), self.request.POST)

    def form_valid(self, form: SectionForm) -> HttpResponse:
        stored = write_section(actor=self.actor, section=form.section, **form.cleaned_data)
        if "goes_on" not in self.request.POST:  # else it is saved in the middle of a sentence
            mark_done(self.actor, stored.pk)
        if self.is_script:
            shown = self.items(only={stored.pk})
            return JsonResponse({"article": self.article(shown[0]) if shown else ""})
        return redirect(self.workshop_url(stored, write="take" in self.request.POST))

    def form_invalid(self, form: SectionForm) -> HttpResponse:
        return self.page_with(Item(form.section, BY_KEY.get(form.section.key), [], form, is_open=True))

    def refused(self, form: SectionForm, error: ValidationError) -> HttpResponse:
        if isinstance(error, EditConflict):
            return self.page_with(self.conflicting_item(error, form))
        return super().refused(form, error)

    def page_with(self, item: Item) -> HttpResponse:
        if self.is_script:
            return JsonResponse({"article": self.article(item)}, status=409)
        return self.page(item)

    def conflicting_item(self, conflict: EditConflict, form: SectionForm) -> Item:
        theirs = conflict.theirs
        typed = form.cleaned_data
        again = SectionForm(
            theirs, {"title": typed["title"], "text": typed["text"], "version": theirs.version}
        )
        beside = pair(typed["title"], theirs.text, typed["text"], theirs.title)
        return Item(
            theirs,
            BY_KEY.get(theirs.key),
            [],
            again,
            is_open=True,
            conflict=beside,
            said=conflict.messages[0],
        )

    @property
    def is_script(self) -> bool:
        return self.request.headers.get("X-Requested-With") == "save"


class ArrangeSection(WorkshopView, ServiceButtonView):
    """Up, down, out, or back in."""

    permission = "write_charter"

    def form_valid(self, form: Form) -> HttpResponse:
        section, wish = self.arranged, self.request.POST.get("do", "")
        if wish in ("up", "down"):
            move_section(actor=self.actor, section=section, up=wish == "up")
        elif wish == "remove":
            remove_section(actor=self.actor, section=section)
            return self.done(_("Taken out. It is kept at the end of the page, to be put back if you like."))
        elif wish == "put_back":
            restore_section(actor=self.actor, section=section)
        return redirect(self.get_success_url())

    @cached_property
    def arranged(self) -> CharterSection:
        return self.section(self.kwargs["pk"])

    def get_success_url(self) -> str:
        return self.workshop_url(self.arranged)


class Changes(WorkshopView):
    """What has changed since the asker last asked, and who is writing; nothing, if nothing has."""

    permission = "view"
    permissions = {"post": "write_charter"}

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        order = list(self.charter.parts().values_list("pk", "changed_in"))
        writing = other_writers((pk for pk, _changed in order), self.actor)
        said = {pk: self._said(found) for pk, found in writing.items()}
        etag = f'"{self.charter.revision}.{self.charter.state}.{crc32(repr(sorted(said.items())).encode())}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponse(status=304, headers={"ETag": etag})
        since = request.GET.get("since", "")
        newer = {pk for pk, changed in order if changed > (int(since) if since.isdecimal() else 0)}
        changes: dict[str, Any] = {
            "revision": self.charter.revision,
            "is_open": self.charter.is_in_workshop,
            "order": [pk for pk, _changed in order],
            "writing": said,
            "articles": {item.section.pk: self.article(item) for item in self.items(only=newer)}
            if newer
            else {},
        }
        return JsonResponse(changes, headers={"ETag": etag, "Cache-Control": "no-store"})

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        section = request.POST.get("section", "")
        if section.isdecimal():
            found = self.section(int(section))
            (mark_writing if request.POST.get("is_writing") else mark_done)(self.actor, found.pk)
        return HttpResponse(status=204)

    @staticmethod
    def _said(found: list[Writer]) -> str:
        names = ", ".join(writer.name for writer in found)
        if len(found) == 1:
            return _("%(name)s is writing here") % {"name": names}
        return _("%(names)s are writing here") % {"names": names}
