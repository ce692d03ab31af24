"""Reporting a contribution. Reports alone hide nothing, but for what many trusted people call
urgent, and then only until a moderator has looked (A63, A64).
"""  # noqa: D205  # the rule is one sentence

import secrets

from django.conf import settings
from django.db import transaction

from citizenspring.ledger.services import SALT_BYTES, record
from citizenspring.moderation import telling
from citizenspring.moderation.errors import AlreadyReported, AlreadySo, YourOwn
from citizenspring.moderation.kinds import Contribution, contribution_of
from citizenspring.moderation.models import LONGEST_WORDS, Case, Decision, Report
from citizenspring.moderation.permissions import may_report
from citizenspring.moderation.reasons import URGENT, Ground
from citizenspring.moderation.trust import is_trusted
from citizenspring.people.models import Person
from citizenspring.threads.models import Node

from .carrying_out import carry_out
from .cases import hold, open_case

__all__ = ["report"]

Act, State = Decision.Act, Decision.State


@transaction.atomic
def report(
    node: Node, ground: Ground, *, by: Person, words: str = "", language: str = ""
) -> Report:
    """Tell the moderators that something is wrong; one report per person and contribution."""
    hold(node)
    thing = contribution_of(node)
    may_report.require(by, thing)
    if thing.author == by.pk:
        raise YourOwn
    if Report.objects.filter(node=node, person=by).exists():
        raise AlreadyReported
    if not thing.is_shown:
        raise AlreadySo
    is_urgent = ground in URGENT
    case = open_case(node, Case.Origin.REPORTS, scope=thing.scope, is_urgent=is_urgent)
    made = _note_report(case, ground, by, words, language)
    if is_urgent:
        telling.reported_urgently(case, str(ground), thing)
        _hide_until_read(case, thing)
    return made


def _note_report(case: Case, ground: Ground, by: Person, words: str, language: str) -> Report:
    salt = secrets.token_bytes(SALT_BYTES)
    made = Report.objects.create(
        case=case,
        node=case.node,
        person=by,
        ground=ground,
        words=words.strip()[:LONGEST_WORDS],
        language=language,
        is_trusted=is_trusted(by),
        salt=salt,
    )
    # Sealed: the record proves how many reports there were, and tells of none whom it accused.
    sealed = {"report": str(made.pk), "about": str(case.node_id), "ground": str(ground)}
    record("report.made", sealed=sealed, salt=salt)
    return made


def _hide_until_read(case: Case, thing: Contribution) -> None:
    """Once only, and never against a moderator who has already looked at it."""
    needed = settings.TRUSTED_REPORTS
    urgent = case.reports.filter(is_trusted=True, ground__in=URGENT)
    if not needed or urgent.count() < needed:
        return
    looked_at = Decision.objects.filter(node=case.node, state=State.DONE)
    if looked_at.filter(act__in=[Act.KEPT, Act.SHOWN, Act.HIDDEN]).exists():
        return
    first = urgent.order_by("at").first()
    assert first
    carry_out(
        Decision(
            node=case.node,
            scope=thing.scope,
            act=Act.HIDDEN,
            ground=first.ground,
            standard=Decision.Standard.REPORTS,
        ),
        thing,
    )
