from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.people.requests import person_of
from common.exports import ExportView
from common.paging import page_of
from common.service_form import ServiceButtonView, ServiceFormView
from common.word_search import with_words
from governance.lessons.exports import (
    LESSONS,
    SHARED_LESSONS,
    TOLD_OUTSIDE,
    exported,
    exported_outside,
)
from governance.lessons.forms import EditLessonForm, LessonFilter, NewLessonForm, SharedLessonFilter
from governance.lessons.models import Lesson
from governance.lessons.services import (
    add_lesson,
    edit_lesson,
    is_own,
    may_edit,
    share_lesson,
    unshare_lesson,
)
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView

INSIDE = ("title", "happened", "learned", "for_whom", "words")
OUTSIDE = ("title", "learned", "for_whom", "words")


class Lessons(PartnershipView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = LessonFilter(request.GET)
        given = form.given()
        first = None if given else partial(FIRST.by, self.actor)
        context = {
            "nav": "lessons",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": page_of(_shown(self.actor, given), LATEST, request.GET, first=first),
        }
        return render(request, "governance/lessons/lessons.html", context)


class LessonsExport(ListExport):
    export = LESSONS

    def items(self) -> Iterator[Lesson]:
        given = LessonFilter(self.request.GET).given()
        return exported(_matching(Lesson.objects.visible_to(self.actor), given, INSIDE))


def _shown(actor: Actor, given: dict[str, Any]) -> SpacedQuerySet:
    rows = _matching(Lesson.objects.visible_to(actor), given, INSIDE)
    return rows.select_related("partnership", "created_by")


LATEST = ("-created_at", "-pk")
FIRST = PreparedForActor(lambda anyone: _shown(anyone, {}).order_by(*LATEST)[:26])


class SharedLessons(View):
    """What a person's own organisations have learned in all their partnerships. Of the partnership itself
    nothing is told: neither its name, nor the partner's, nor what happened."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        form = SharedLessonFilter(request.GET)
        given = form.given()
        rows = _matching(Lesson.objects.shared_with(person), given, OUTSIDE)
        context = {
            "nav": "shared_lessons",
            "form": form,
            "is_filtered": bool(given),
            "page": page_of(rows.only(*TOLD_OUTSIDE), ("-shared_at", "-pk"), request.GET),
        }
        return render(request, "governance/lessons/shared_lessons.html", context)


class SharedLessonsExport(ExportView):
    export = SHARED_LESSONS

    def items(self) -> Iterator[Lesson]:
        given = SharedLessonFilter(self.request.GET).given()
        shared = Lesson.objects.shared_with(person_of(self.request))
        return exported_outside(_matching(shared, given, OUTSIDE))


class NewLesson(PartnershipView, ServiceFormView):
    permission = "add_lesson"
    makes_new = True
    nav = "lessons"
    form_class = NewLessonForm
    form_takes = ("actor",)
    template_name = "governance/lessons/lesson_form.html"

    def form_valid(self, form: NewLessonForm) -> HttpResponse:
        lesson = add_lesson(actor=self.actor, **form.cleaned_data)
        return self.done(_("The lesson is kept."), lesson)


class LessonView(PartnershipView):
    abstract = True
    nav = "lessons"
    lesson: Lesson

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        lessons = Lesson.objects.visible_to(self.actor).select_related("created_by", "shared_by")
        self.lesson = get_object_or_404(lessons, number=kwargs["number"])
        self.lesson.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lesson=self.lesson, **kwargs)

    def get_success_url(self) -> str:
        return self.lesson.get_absolute_url()


class OneLesson(LessonView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        own = is_own(self.actor, self.lesson)
        context = self.get_context_data(
            is_own=own,
            may_edit=may_edit(self.actor, self.lesson),
            may_share=own and self.actor.may("share_lesson"),
            organisation=self.actor.partnership.organisation(self.lesson.side),
        )
        return render(request, "governance/lessons/lesson.html", context)


class EditLesson(LessonView, ServiceFormView):
    permission = "change_lesson"
    form_class = EditLessonForm
    template_name = "governance/lessons/lesson_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        if not may_edit(self.actor, self.lesson):
            raise PermissionDenied
        return {**super().get_form_kwargs(), "instance": self.lesson}

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.lesson.version}

    def get_version(self) -> int:
        return self.lesson.version

    def form_valid(self, form: EditLessonForm) -> HttpResponse:
        edit_lesson(actor=self.actor, lesson=self.lesson, **form.cleaned_data)
        return self.done(_("Saved."))


class ShareLesson(LessonView, ServiceButtonView):
    """The lead lets the whole organisation read it, or ends that."""

    permission = "share_lesson"

    def form_valid(self, form: Form) -> HttpResponse:
        if self.request.POST.get("do") == "end":
            unshare_lesson(actor=self.actor, lesson=self.lesson)
            return self.done(_("Only this partnership sees it now."))
        share_lesson(actor=self.actor, lesson=self.lesson)
        return self.done(_("Your whole organisation can read this lesson now."))


def _matching(lessons: SpacedQuerySet, given: dict[str, Any], fields: tuple[str, ...]) -> SpacedQuerySet:
    exact = {name: given[name] for name in ("category", "side") if name in given}
    return with_words(lessons.filter(**exact), given.get("q", ""), fields)
