"""Loading the demo city."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import now

from citizenspring.ballots.queries import standing_of
from citizenspring.budgets.models import Allocation, Round
from citizenspring.city.models import Territory
from citizenspring.demo.content import all_processes
from citizenspring.demo.services import draw_maps, load_demo, settle
from citizenspring.engines.rounds import recount
from citizenspring.harvests.models import Harvest
from citizenspring.ledger.models import Entry
from citizenspring.moderation.models import Decision
from citizenspring.mood.checks import check_answers
from citizenspring.mood.models import MoodCheck
from citizenspring.notifications.models import News
from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.people.models import Person, Role
from citizenspring.people.services import demo_persona
from citizenspring.processes.models import Activity, Process
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import events_of, method_of
from citizenspring.threads.models import Edge, Node

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

DECIDED = {"water-and-toilets"}


def counts() -> list[int]:
    models = [Territory, Process, Person, Statement, Vote, Node, Edge, Decision, Entry]
    return [model._default_manager.count() for model in models]


def test_it_loads_everything_once_and_leaves_a_true_record() -> None:
    said: list[str] = []
    loaded = load_demo(said.append)
    assert sorted(loaded.processes) == sorted(one.slug for one in all_processes())
    assert len(said) == 1 + len(loaded.processes)
    assert Vote.objects.count() == loaded.votes > 50_000
    assert Entry.objects.filter(kind="vote.cast").count() == loaded.votes
    assert Entry.objects.filter(kind="statement.added").count() == loaded.statements > 180
    first = counts()
    again = load_demo()
    assert again.processes == []
    assert counts() == first


def test_a_decided_process_has_its_answers_in_public_threads() -> None:
    load_demo(only=DECIDED)
    process = Process.objects.get()
    assert process.state == Process.State.CLOSED
    assert process.is_decided
    assert Edge.objects.filter(kind=Edge.Kind.ANSWERED_BY).count() == 3
    answer = Node.objects.filter(kind="answer").first()
    assert answer
    assert answer.titles.keys() == {"fr", "nl", "en"}


def test_its_people_voted_while_the_map_was_open() -> None:
    load_demo(only=DECIDED)
    activity = OpinionMap.objects.get().activity
    assert activity.opened_at
    assert activity.closed_at
    inside = Vote.objects.filter(cast_at__range=(activity.opened_at, activity.closed_at))
    assert inside.count() == Vote.objects.count() > 1_000


def test_a_hidden_statement_says_why() -> None:
    load_demo(only={"safer-school-ways"})
    found = Statement.objects.filter(state__in=["hidden", "merged"])
    assert found.count() == 2
    assert all(statement.node.decisions.get().reason for statement in found)


def test_a_moderator_has_something_to_read_and_every_role_a_holder() -> None:
    load_demo(only={"safer-school-ways"})
    assert Statement.objects.filter(state=Statement.State.WAITING).count() == 2
    assert not Vote.objects.filter(statement__state=Statement.State.WAITING).exists()
    assert set(Role.objects.values_list("kind", flat=True)) == set(Role.Kind.values)


def test_an_announced_map_waits_for_its_day() -> None:
    load_demo(only={"repair-everywhere"})
    assert Activity.objects.get(kind="opinions").state == Activity.State.PLANNED
    assert not Vote.objects.exists()


def test_settling_gives_each_act_its_place_in_the_record(settings: Any, tmp_path: Path) -> None:
    settings.RECORD_FOLDER = tmp_path
    load_demo(only={"repair-everywhere"})
    waiting = Entry.objects.count()
    assert settle() == waiting
    assert not Entry.objects.filter(index__isnull=True).exists()


def test_the_maps_are_drawn_with_their_groups() -> None:
    load_demo(only={"safer-school-ways"})
    assert draw_maps() == 1
    assert len(OpinionMap.objects.get().versions.get().result["groups"]) == 2


def test_its_people_have_news_on_the_days_of_the_story() -> None:
    load_demo(only=DECIDED)
    resident = demo_persona("resident")
    news = News.objects.filter(person=resident).select_related("telling")
    assert news.count() >= 3
    assert {one.telling.kind for one in news} == {"thread.step"}
    assert all(one.at < now() - timedelta(days=1) for one in news)
    assert all(one.telling.facts["reason"].keys() == {"fr", "nl", "en"} for one in news)


def test_a_mood_check_runs_and_another_was_met() -> None:
    load_demo(only={"safer-school-ways", "repair-everywhere"})
    met = MoodCheck.objects.get(outcome="met")
    running = MoodCheck.objects.get(outcome="running")
    assert met.activity.state == Activity.State.CLOSED
    assert running.activity.is_open
    assert running.answers.count() > 3_000
    assert running.snapshot.total == running.answers.count()
    assert running.snapshot.themes["2"]
    assert list(check_answers()) == []


def test_a_budget_round_stands_in_each_stage_worth_seeing() -> None:
    load_demo(only={"green-quarters"})
    rounds = {one.stage: one for one in Round.objects.select_related("poll")}
    assert rounds.keys() == {"ideas", "vote", "done"}
    mehmet, voting, done = demo_persona("resident"), rounds["vote"].poll, rounds["done"]
    assert voting
    assert standing_of(voting, mehmet).may_vote
    official = Allocation.objects.get(pot__round=done, is_official=True)
    assert official.voters == 420
    assert done.projects.filter(state="funded").count() == len(official.funded) > 3


def test_a_gathering_that_is_over_has_its_harvest() -> None:
    load_demo(only={"cooling-streets"})
    harvest = Harvest.objects.get()
    assert harvest.published.count() == 53
    assert harvest.published_at < now() - timedelta(days=8)
    run = Run.objects.get()
    assert recount(method_of(run), events_of(run)).digest == run.digest
    assert not run.cards.filter(is_late=True).exists()
    became = Edge.objects.filter(kind=Edge.Kind.BECAME, source__kind="card")
    assert became.filter(target__kind="statement").count() == 4
    told = News.objects.filter(person=demo_persona("resident"), telling__kind="harvest.published")
    assert told.exists()
