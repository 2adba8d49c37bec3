"""The pages on which one respondent answers, whichever door they came through: signed in, or by link."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from assessments.answering import services as answering_services
from assessments.answering.forms import AnswerForm
from assessments.answering.questionnaire import Line, Questionnaire
from assessments.answering.services import save_answer
from partnerships.sides import Side


class RespondentPage:
    """What a door provides: the frame, and the addresses of the pages behind it."""

    request: HttpRequest
    #: The frame around the page.
    layout = "base.html"

    def question_url(self, key: str) -> str:
        raise NotImplementedError

    def finished_url(self) -> str:
        raise NotImplementedError

    def context(self, own: Questionnaire, **more: Any) -> dict[str, Any]:
        partnership = own.round.partnership
        return {
            "layout": self.layout,
            "partnership": partnership,
            "round": own.round,
            "own": own,
            "other_side": partnership.organisation(Side(own.respondent.side).other),
            "finished_url": self.finished_url(),
            **more,
        }

    def closed(self, own: Questionnaire, message: str, line: Line | None = None) -> HttpResponse:
        """The check has closed meanwhile: say so, and give back what was typed."""
        if self.saves_only:
            return JsonResponse({"message": message}, status=409)
        typed = self.request.POST.get("comment", "")
        context = self.context(own, message=message, line=line, typed=typed)
        return render(self.request, "assessments/answering/closed_meanwhile.html", context, status=409)

    @property
    def saves_only(self) -> bool:
        """Sent by the script while somebody is still at the question."""
        return self.request.headers.get("X-Requested-With") == "save"


class QuestionPage(RespondentPage):
    def show(self, own: Questionnaire, key: str) -> HttpResponse:
        line = self.line(own, key)
        return self.page(own, line, AnswerForm(question=line.question, answer=line.answer))

    def save(self, own: Questionnaire, key: str) -> HttpResponse:
        line = self.line(own, key)
        form = AnswerForm(self.request.POST, question=line.question, answer=line.answer)
        if form.is_valid():
            try:
                self.keep(own, line, form)
            except ValidationError as error:
                if getattr(error, "code", None) == "closed":
                    return self.closed(own, " ".join(error.messages), line)
                form.add_error(None, error)
        if self.saves_only:
            if form.errors:
                message = " ".join(str(text) for texts in form.errors.values() for text in texts)
                return JsonResponse({"message": message}, status=422)
            return HttpResponse(status=204)
        if form.errors:
            return self.page(own, line, form)
        return HttpResponseRedirect(self.next_url(own, line))

    def keep(self, own: Questionnaire, line: Line, form: AnswerForm) -> None:
        if form.is_empty and line.answer is None:
            return  # passed over: it stays unanswered
        save_answer(
            respondent=own.respondent,
            question_key=line.question.key,
            value=form.cleaned_data["value"],
            comment=form.cleaned_data["comment"],
        )

    def next_url(self, own: Questionnaire, line: Line) -> str:
        going_back = self.request.POST.get("go") == "back"
        other = own.before(line) if going_back else own.after(line)
        if other is None:
            return self.question_url(line.question.key) if going_back else self.finished_url()
        return self.question_url(other.question.key)

    def line(self, own: Questionnaire, key: str) -> Line:
        try:
            return own.line(key)
        except KeyError:
            raise Http404 from None

    def page(self, own: Questionnaire, line: Line, form: AnswerForm) -> HttpResponse:
        saved = own.saved_at
        context = self.context(
            own,
            line=line,
            form=form,
            before=own.before(line),
            saved_at=saved,
            saved_now=saved is not None and (timezone.now() - saved).total_seconds() < 60,
        )
        return render(self.request, "assessments/answering/question.html", context)


class StartPage(RespondentPage):
    def start(self, own: Questionnaire) -> HttpResponse:
        """What this is, before the first answer; then on where the respondent left off; to the overview
        once everything is answered or finished."""
        left = own.unanswered
        if not left or own.is_finished:
            return HttpResponseRedirect(self.finished_url())
        if not own.has_begun:
            context = self.context(own, first_url=self.question_url(left[0].question.key))
            return render(self.request, "assessments/answering/introduction.html", context)
        return HttpResponseRedirect(self.question_url(left[0].question.key))


class FinishedPage(RespondentPage):
    def overview(self, own: Questionnaire) -> HttpResponse:
        lines = [(line, self.question_url(line.question.key)) for line in own.lines]
        return render(self.request, "assessments/answering/finished.html", self.context(own, lines=lines))

    def finish(self, own: Questionnaire) -> HttpResponse:
        try:
            answering_services.finish(respondent=own.respondent)
        except ValidationError as error:
            return self.closed(own, " ".join(error.messages))
        return HttpResponseRedirect(self.finished_url())
