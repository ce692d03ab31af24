"""Reading news, and what the outbox holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from citizenspring.people.addresses import spelling
from citizenspring.people.models import Letter, Person

from .kinds import Kind, Rhythm, all_kinds, kind_named
from .models import News, Telling, Unreachable
from .wording import Words, words_of

__all__ = [
    "Item",
    "Outbox",
    "Sending",
    "news_of",
    "outbox",
    "rhythms_of",
    "sendings",
    "unreachable",
    "unreachable_since",
    "unread",
    "with_telling",
]

PAGE_SIZE = 20
MOST_COUNTED = 100
# What was told to fewer people could tell the organiser who looks on what happened to one of them.
SUBJECT_FROM = 10
TO_WRITE = Q(carried_at=None, person__email__isnull=False)
BY_MAIL = TO_WRITE | Q(is_mailed=True)
COUNTED = ("people", "waiting", "failed", "sent")


@dataclass(frozen=True)
class Item:
    """One piece of news as its reader sees it."""

    news: News
    words: Words


def with_telling(person: Person) -> QuerySet[News]:
    """What this person was told, ready to be put into words."""
    related = "telling__about__within__within", "telling__outcome__within__within"
    return News.objects.filter(person=person).select_related("person", *related)


def news_of(person: Person, number: int) -> Page[Any]:
    """One page of what the person was told, the newest first."""
    page: Page[Any] = Paginator(with_telling(person), PAGE_SIZE).get_page(number)
    page.object_list = [Item(news, words_of(news.telling)) for news in page.object_list]
    return page


def unread(person: Person) -> int:
    """How much of it she has not read; counted up to a hundred."""
    return News.objects.filter(person=person, read_at=None)[:MOST_COUNTED].count()


def rhythms_of(person: Person) -> list[tuple[Kind, Rhythm]]:
    """Each kind with the rhythm in force; kinds without a name are not offered."""
    chosen = dict(person.rhythms.values_list("kind", "rhythm"))
    held = set(person.roles.values_list("kind", flat=True))
    return [
        (kind, Rhythm(chosen.get(kind.code) or kind.default))
        if not kind.essential
        else (kind, Rhythm.AT_ONCE)
        for kind in all_kinds()
        if str(kind.label) and (not kind.roles or held.intersection(kind.roles))
    ]


def unreachable(addresses: Iterable[str]) -> set[str]:
    """Which of these mailboxes mail comes back from, by their keys."""
    keys = [address.casefold() for address in addresses]
    return set(Unreachable.objects.filter(mailbox__in=keys).values_list("mailbox", flat=True))


def unreachable_since(person: Person) -> Unreachable | None:
    """When and why mail to this person came back, None while it arrives."""
    if not person.email:
        return None
    return Unreachable.objects.filter(mailbox=spelling(person.email)).first()


@dataclass(frozen=True)
class Outbox:
    """What waits for the mail server, and what it last said against one of them."""

    waiting: int
    failed: int
    trouble: str


def outbox() -> Outbox:
    waits, failed = Q(sent_at=None, failed_at=None), Q(failed_at__isnull=False)
    counts = Letter.objects.aggregate(
        waiting=Count("id", filter=waits), failed=Count("id", filter=failed)
    )
    troubled = Letter.objects.filter(waits).exclude(trouble="").order_by("-next_try_at").first()
    return Outbox(counts["waiting"], counts["failed"], troubled.trouble if troubled else "")


@dataclass(frozen=True)
class Sending:
    """How far the mails of one telling are."""

    telling: Telling
    label: str
    subject: str
    people: int
    sent: int
    waiting: int
    failed: int

    @property
    def mails(self) -> int:
        return self.sent + self.waiting + self.failed

    @property
    def is_done(self) -> bool:
        return not self.waiting


def sendings(number: int) -> Page[Any]:
    """Tellings that go by mail with how many of their mails are sent, the newest first."""
    mailed = News.objects.filter(BY_MAIL, telling=OuterRef("pk"))
    tellings = Telling.objects.select_related("about__within__within", "outcome__within__within")
    page: Page[Any] = Paginator(tellings.filter(Exists(mailed)), PAGE_SIZE).get_page(number)
    counts = _counts([telling.pk for telling in page.object_list])
    page.object_list = [_sending(telling, counts[telling.pk]) for telling in page.object_list]
    return page


def _counts(tellings: list[Any]) -> dict[Any, dict[str, int]]:
    """A mail that is gone from the outbox was sent: those that failed stay there for a month."""
    failed = Q(letter__failed_at__isnull=False)
    on_its_way = Q(letter__isnull=False, letter__sent_at=None, letter__failed_at=None)
    counted = News.objects.filter(telling__in=tellings).order_by().values("telling")
    rows: QuerySet[Any, Any] = counted.annotate(
        people=Count("id"),
        waiting=Count("id", filter=on_its_way | TO_WRITE),
        failed=Count("id", filter=failed),
        sent=Count("id", filter=Q(is_mailed=True) & ~on_its_way & ~failed),
    )
    return {row["telling"]: {name: row[name] for name in COUNTED} for row in rows}


def _sending(telling: Telling, counts: dict[str, int]) -> Sending:
    kind = kind_named(telling.kind)
    label = str(kind.label) if kind else ""
    is_public = counts["people"] >= SUBJECT_FROM
    return Sending(telling, label, words_of(telling).subject if is_public else "", **counts)
