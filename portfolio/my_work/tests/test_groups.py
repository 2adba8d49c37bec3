"""Many of one kind are one line, which opens to the list; what has a day comes first."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.openness.selectors import Answer, Question
from partnerships.lifecycle.models import Partnership
from portfolio.my_work.tests.test_my_work import seen
from portfolio.overview.tests.telling import action, days, more_partnerships, open_check
from tests.story import Story


def test_vacancies_in_many_partnerships_are_one_line(
    story: Story, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    action(story, "Order the keys", "lead", days(13))
    assert "People missing" not in seen(client, story, "lead"), "one is named by itself"
    others = more_partnerships(story, 29)
    Partnership.objects.filter(pk__in=[each.pk for each in others[3:]]).update(
        state=Partnership.State.WITHDRAWN
    )
    assert "People missing in 4 partnerships" in seen(client, story, "lead")
    with django_assert_max_num_queries(25) as few:
        client.get("/?only=missing")
    asked = len(few)
    Partnership.objects.update(state=Partnership.State.BINDING)
    page = seen(client, story, "lead")
    assert page.count("People missing in 30 partnerships") == 2, "one line, and the name of its button"
    assert page.index("Order the keys") < page.index("People missing in 30 partnerships")

    with django_assert_max_num_queries(asked):
        first = client.get("/?only=missing")
    assert len(first.context["tasks"]) == 25
    second = client.get("/" + first.context["page"].next_url)
    assert len(second.context["tasks"]) == 5
    assert second.context["page"].next_url == ""
    urls = {task.url for answer in (first, second) for task in answer.context["tasks"]}
    assert len(urls) == 30
    assert "/p/school/people/" in urls


def test_a_list_of_what_waits_no_more_is_my_work(story: Story, client: Client) -> None:
    client.force_login(story.stranger)
    for name in ("missing", "nonsense"):
        assert client.get(f"/?only={name}")["Location"] == "/"


def test_answers_and_openness_in_many_partnerships_are_a_line_each(story: Story, client: Client) -> None:
    for partnership in more_partnerships(story, 5):
        open_check(partnership, story.lead)
        Partnership.objects.filter(pk=partnership.pk).update(
            openness={Question.values[0]: {"supplier": Answer.AGREED.value}}
        )
    page = seen(client, story, "lead")
    for group, line in (
        ("answers", "Answer the health checks of 5 partnerships"),
        ("openness", "Answer how open you are in 5 partnerships"),
    ):
        assert page.count(line) == 2, "one line, and the name of its button"
        assert len(client.get(f"/?only={group}").context["tasks"]) == 5
