"""Whom moderation tells of what: authors, those who reported, and moderators."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizenspring.notifications.kinds import Kind, Rhythm, register
from citizenspring.notifications.services import notify
from citizenspring.notifications.thread_news import ruling_key
from citizenspring.people.models import Letter, Person, Role
from citizenspring.threads.models import Node
from citizenspring.threads.services import rule_on

from .kinds import Contribution
from .models import Appeal, Case, Decision, Report
from .permissions import MODERATORS
from .reasons import Ground
from .saying import OVERTURNED, sentence_of

__all__ = ["appeal_answered", "decided", "forget", "moderators_of", "offer", "reported_urgently"]

Act = Decision.Act
STANDARDS = {one.value: one.label for one in Decision.Standard}

HIDDEN = Kind(
    "moderation.hidden",
    gettext_lazy("When a moderator hides what you wrote"),
    gettext_lazy("What you wrote was hidden"),
    gettext_lazy(
        "What you wrote in %(place)s was hidden. The reason is public: %(reason)s\n\n"
        "If you think this is wrong, ask for a second look. "
        "Somebody who had no part in the decision answers you."
    ),
    action=gettext_lazy("Read it, or ask for a second look"),
    essential=True,
    why_essential=gettext_lazy("Nothing you wrote is hidden without your knowing."),
    words={"reason": STANDARDS},
)
SHOWN = Kind(
    "moderation.shown",
    gettext_lazy("When a moderator shows what you wrote"),
    gettext_lazy("What you wrote is shown now"),
    gettext_lazy("“%(about)s” in %(place)s is shown now. The reason is public: %(reason)s"),
    words={"reason": STANDARDS},
)
ANSWERED = Kind(
    "moderation.appeal_answered",
    gettext_lazy("When your appeal is answered"),
    gettext_lazy("A second moderator has answered you"),
    gettext_lazy("%(outcome)s. The reason is public: %(reason)s"),
    default=Rhythm.AT_ONCE,
    words={"outcome": {one.value: one.label for one in Appeal.Outcome}},
)
REPORT = Kind(
    "moderation.report_answered",
    gettext_lazy("When a moderator has looked at your report"),
    gettext_lazy("A moderator has looked at what you reported"),
    gettext_lazy("%(act)s. The reason is public: %(reason)s"),
    words={
        "act": {
            "hidden": gettext_lazy("It was hidden"),
            "erased": gettext_lazy("Its words were erased"),
            "shown": gettext_lazy("It stays"),
            "kept": gettext_lazy("It stays"),
        },
        "reason": STANDARDS,
    },
)
URGENT = Kind(
    "moderation.urgent",
    gettext_lazy("Moderators: an urgent report"),
    gettext_lazy("An urgent report waits for you"),
    gettext_lazy("In %(place)s something was reported. %(ground)s. Look within one hour."),
    default=Rhythm.AT_ONCE,
    action=gettext_lazy("Open the queue"),
    words={"ground": {one.value: one.label for one in Ground}},
    roles=tuple(MODERATORS),
)
DAILY = Kind(
    "moderation.daily",
    gettext_lazy("Moderators: what waits, once a day"),
    gettext_lazy("Moderation today: %(open)s open, %(appeals)s appeals"),
    gettext_lazy(
        "Open: %(open)s, of which urgent: %(urgent)s. Waiting for a second moderator: "
        "%(proposals)s. Appeals: %(appeals)s. Decided since yesterday: %(decided)s."
    ),
    default=Rhythm.AT_ONCE,
    action=gettext_lazy("Open the queue"),
    roles=tuple(MODERATORS),
)


def offer() -> None:
    """Name the kinds of news; called when the app starts."""
    for kind in (HIDDEN, SHOWN, ANSWERED, REPORT, URGENT, DAILY):
        register(kind)


def decided(decision: Decision, thing: Contribution) -> None:
    """Tell the author what was decided and why, and those who reported what became of it."""
    reason = decision.standard or decision.reason
    kind = {Act.HIDDEN: HIDDEN, Act.SHOWN: SHOWN}.get(Act(decision.act))
    author = Person.objects.filter(pk__in=[thing.author] if thing.author else [])
    if kind:
        facts = {"place": thing.place, "reason": reason}
        mine, key = reverse("moderation:mine"), ruling_key(thing.node)
        notify(kind.code, author, about=thing.node, url=mine, facts=facts, key=key)
    if kind and decision.by and not decision.standard:
        said = {"reason": decision.reason, "language": decision.language}
        rule_on(thing.node, sentence_of(decision), **said, by=decision.by)
    if decision.act in REPORT.words["act"] and not decision.standard:
        said = {"act": str(decision.act), "reason": reason}
        reporters = Report.objects.filter(node=thing.node).order_by().values_list("person")
        url = thing.node.get_absolute_url()
        key = f"report answered:{decision.pk}"
        notify(REPORT.code, reporters, url=url, facts=said, key=key, by=decision.by)


def appeal_answered(found: Appeal) -> None:
    author = Person.objects.filter(appeals=found)
    facts = {"outcome": str(found.outcome), "reason": found.reason}
    node = found.decision.node
    url = reverse("moderation:mine")
    is_undone = found.outcome == Appeal.Outcome.OVERTURNED
    key = ruling_key(node) if is_undone else f"appeal:{found.pk}"
    notify(ANSWERED.code, author, url=url, facts=facts, key=key)
    if is_undone and found.decided_by:
        said = {"reason": found.reason, "language": found.reason_language}
        rule_on(node, OVERTURNED, **said, by=found.decided_by)


def reported_urgently(case: Case, ground: str, thing: Contribution) -> None:
    """Tell the moderators at once, one message for each case."""
    facts = {"place": thing.place, "ground": ground}
    found = moderators_of(case)
    key = f"urgent:{case.pk}"
    notify(URGENT.code, found, url=reverse("moderation:queue"), facts=facts, key=key)


def moderators_of(case: Case) -> QuerySet[Role, tuple[object]]:
    where = Q(scope=None) | Q(scope=case.scope)
    return Role.objects.filter(where, kind__in=MODERATORS).order_by().values_list("person")


def forget(node: Node) -> None:
    """Take the words of a node out of letters that still hold them; news keep none."""
    about = Q(news__telling__about=node) | Q(news__telling__outcome=node)
    letters = Letter.objects.filter(pk__in=Letter.objects.filter(about).values("pk"))
    letters.exclude(text="").update(text=_("These words were erased."), html="")
