from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.requests import person_of
from governance.actions import edit_lesson, keep_lesson, share_lesson, unshare_lesson
from governance.actions.lesson import is_own, may_edit
from governance.finding import with_words
from governance.forms.lesson import EditLessonForm, LessonFilter, NewLessonForm, SharedLessonFilter
from governance.models import Lesson
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.models import SpacedQuerySet
from partnerships.views.base import PartnershipView

INSIDE = ("title", "happened", "learned", "for_whom", "words")
OUTSIDE = ("title", "learned", "for_whom", "words")


class Lessons(PartnershipView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = LessonFilter(request.GET)
        given = form.given()
        rows = _matching(Lesson.objects.visible_to(self.actor), given, INSIDE)
        context = {
            "nav": "lessons",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": page_of(
                rows.select_related("partnership", "created_by"), ("-created_at", "-pk"), request.GET
            ),
        }
        return render(request, "governance/lessons.html", context)


class SharedLessons(View):
    """What a person's own organisations have learned in all their partnerships. Of the partnership itself
    nothing is told: neither its name, nor the partner's, nor what happened."""

    def get(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        form = SharedLessonFilter(request.GET)
        given = form.given()
        rows = _matching(Lesson.objects.shared_with(person), given, OUTSIDE)
        told = ("title", "category", "learned", "for_whom", "words", "side", "shared_at")
        context = {
            "nav": "shared_lessons",
            "form": form,
            "is_filtered": bool(given),
            "page": page_of(rows.only(*told), ("-shared_at", "-pk"), request.GET),
        }
        return render(request, "governance/shared_lessons.html", context)


class NewLesson(PartnershipView):
    permission = "add_lesson"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(NewLessonForm(self.actor))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = NewLessonForm(self.actor, request.POST)
        if form.is_valid():
            try:
                lesson = keep_lesson(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("The lesson is kept."))
                return redirect("lesson", reference, lesson.number)
        return self._page(form)

    def _page(self, form: NewLessonForm) -> HttpResponse:
        context = {"nav": "lessons", "partnership": self.actor.partnership, "form": form}
        return render(self.request, "governance/lesson_form.html", context)


class LessonView(PartnershipView):
    abstract = True
    lesson: Lesson

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        lessons = Lesson.objects.visible_to(self.actor).select_related("created_by", "shared_by")
        self.lesson = get_object_or_404(lessons, number=kwargs["number"])
        self.lesson.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "lessons", "partnership": self.actor.partnership, "lesson": self.lesson}
        return render(self.request, f"governance/{template}.html", {**own, **context})


class OneLesson(LessonView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        own = is_own(self.actor, self.lesson)
        return self.page(
            "lesson",
            is_own=own,
            may_edit=may_edit(self.actor, self.lesson),
            may_share=own and self.actor.may("share_lesson"),
            organisation=self.actor.partnership.organisation(self.lesson.side),
        )


class EditLesson(LessonView):
    permission = "change_lesson"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if not may_edit(self.actor, self.lesson):
            raise PermissionDenied
        initial = {"version": self.lesson.version}
        return self.page("lesson_form", form=EditLessonForm(instance=self.lesson, initial=initial))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if not may_edit(self.actor, self.lesson):
            raise PermissionDenied
        form = EditLessonForm(request.POST, instance=self.lesson)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_lesson(actor=self.actor, lesson=self.lesson, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.lesson.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("lesson", reference, number)
        return self.page("lesson_form", form=form)


class ShareLesson(LessonView):
    """The lead lets the whole organisation read it, or ends that."""

    permission = "share_lesson"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if request.POST.get("do") == "end":
            unshare_lesson(actor=self.actor, lesson=self.lesson)
            messages.success(request, _("Only this partnership sees it now."))
            return redirect("lesson", reference, number)
        try:
            share_lesson(actor=self.actor, lesson=self.lesson)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Your whole organisation can read this lesson now."))
        return redirect("lesson", reference, number)


def _matching(lessons: SpacedQuerySet, given: dict[str, Any], fields: tuple[str, ...]) -> SpacedQuerySet:
    exact = {name: given[name] for name in ("category", "side") if name in given}
    return with_words(lessons.filter(**exact), given.get("q", ""), fields)
