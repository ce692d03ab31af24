"""What the kinds of entries and their facts are called on the pages of the record."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["FACTS", "KINDS", "kind_name", "told_facts"]

KINDS: dict[str, Promise] = {
    "activity.closed": _("An activity was closed"),
    "activity.edited": _("An activity was changed"),
    "activity.made": _("An activity was prepared"),
    "activity.opened": _("An activity was opened"),
    "activity.planned": _("An activity got its dates"),
    "activity.unplanned": _("The dates of an activity were taken back"),
    "answer.confirmed": _("An answer to a mood check was confirmed"),
    "answer.withdrawn": _("An answer to a mood check was taken back"),
    "budget.campaign": _("The projects of a budget round were shown to everybody"),
    "budget.change_refused": _("A change of a budget round was refused, as people vote on it"),
    "budget.count": _("The vote of a budget round ended and its count began"),
    "budget.done": _("The result of a budget round was decided"),
    "budget.edited": _("A budget round was changed"),
    "budget.ideas": _("A budget round began to collect ideas"),
    "budget.imported": _("A vote on a budget was imported from a file"),
    "budget.made": _("A budget round was prepared"),
    "budget.overridden": _("People decided on a project against the count, with a reason"),
    "budget.override_lifted": _("A decision against the count was taken back"),
    "budget.review": _("A budget round began to check what can be done"),
    "budget.vote": _("The vote of a budget round opened"),
    "burst.refused": _("Many who came at once were looked at, and do not count"),
    "burst.released": _("Many who came at once were looked at, and count"),
    "centre.opened": _("A centre was opened where people show who they are"),
    "commitment.reported": _("The steward of a funded project reported"),
    "commitment.set": _("It was said who owes a funded project, and by when"),
    "gathering.cancelled": _("A gathering was called off"),
    "gathering.edited": _("A gathering was changed"),
    "gathering.letters": _("Letters that invite to a gathering were made"),
    "gathering.table_key": _("A table of a gathering got a new key"),
    "gathering.tables": _("The tables of a gathering were laid"),
    "idea.edited": _("An idea was changed by its author"),
    "idea.erased": _("An idea was erased by its author"),
    "idea.proposed": _("An idea was proposed"),
    "idea.supported": _("Somebody supports an idea"),
    "idea.unsupported": _("A support of an idea was taken back"),
    "idea.withdrawn": _("An idea was taken back by its author"),
    "level.attained": _("Somebody attained a level of confirmation"),
    "map.common_ground": _("The common ground of an opinion map was stated"),
    "map.created": _("An opinion map was made"),
    "map.edited": _("An opinion map was changed"),
    "map.imported": _("A conversation was imported into an opinion map"),
    "moderation.appeal_answered": _("A second moderator answered an appeal"),
    "moderation.appealed": _("An author asked for a second look at a decision"),
    "moderation.decided": _("A moderation decision was made"),
    "moderation.proposed": _("A moderator proposed a decision that needs a second one"),
    "moderation.seconded": _("A second moderator answered a proposal"),
    "mood.created": _("A mood check was made"),
    "mood.edited": _("A mood check was changed"),
    "mood.frozen": _("The questions and the threshold of a mood check were fixed"),
    "mood.met": _("The threshold of a mood check was met"),
    "mood.missed": _("The threshold of a mood check was missed"),
    "mood.nudged": _("People were reminded of a mood check"),
    "person.erased": _("A person erased herself"),
    "person.merged": _("A guest became an account"),
    "phase.added": _("A phase was added"),
    "phase.edited": _("A phase was changed"),
    "phase.removed": _("A phase was removed"),
    "poll.change_refused": _("Somebody tried to change an open vote, and was refused"),
    "poll.closed": _("A secret vote was closed"),
    "poll.edited": _("A secret vote was changed before it opened"),
    "poll.imported": _("A vote held elsewhere was brought in"),
    "poll.made": _("A secret vote was prepared"),
    "poll.opened": _("A secret vote was opened, with rules and roll fixed"),
    "poll.sealed": _("A secret vote was sealed and its ballots published"),
    "power.agreed": _("A second organiser agreed that the power of another ends"),
    "power.asked": _("An organiser asked that the power of another ends"),
    "power.stopped": _("The end of an organiser's power was stopped"),
    "process.archived": _("A process was archived"),
    "process.closed": _("A process was closed"),
    "process.decided": _("A decision was made"),
    "process.edited": _("A process was changed"),
    "process.opened": _("A process was opened"),
    "process.started": _("A process was prepared"),
    "project.answered": _("An answer was given to whether a project can be done"),
    "project.edited": _("A project was changed"),
    "project.made": _("A project was made"),
    "project.withdrawn": _("A project was withdrawn"),
    "report.made": _("A contribution was reported"),
    "registration.list": _("People were registered for a gathering from a list"),
    "registration.at_door": _("Somebody was registered for a gathering at its door"),
    "registration.at_stand": _("Somebody was registered for a gathering at a stand"),
    "role.ended": _("A role was taken back"),
    "role.granted": _("A role was given"),
    "roll.added": _("Somebody was put on the roll of a vote"),
    "roll.changed": _("Two people decided on a change of the roll"),
    "roll.imported": _("A register was put on the roll of a vote"),
    "roll.letters": _("Letters with codes were printed for a vote"),
    "statement.added": _("A statement was added"),
    "statement.erased": _("A statement was erased by its author"),
    "statement.moderated": _("A statement was moderated"),
    "statement.translated": _("A statement was translated"),
    "thread.linked": _("Something led to something else"),
    "thread.unlinked": _("A step between two things was taken back"),
    "vote.cast": _("A vote was cast"),
    "vote.withdrawn": _("A vote was taken back"),
}
FACTS: dict[str, Promise] = {
    "by": _("Who (a pseudonym)"),
    "about": _("What it is about"),
    "seal": _("Seal of the private part"),
    "nonce": _("Random number"),
    "reason": _("Reason"),
    "title": _("Title"),
    "text": _("Text"),
    "language": _("Language"),
    "state": _("State"),
    "replaces": _("Replaces the seal"),
    "withdraws": _("Takes back the seal"),
    "from": _("From"),
    "to": _("To"),
    "step": _("Step"),
    "level": _("Level"),
    "way": _("How"),
    "of": _("Of what"),
    "number": _("Number"),
    "verdict": _("Verdict"),
    "office": _("Office"),
    "pot": _("Part of the money"),
    "cost": _("Cost"),
    "cost_low": _("Lowest cost"),
    "cost_high": _("Highest cost"),
    "held": _("How many were held back"),
    "rules": _("Digest of rules and options"),
    "options": _("Options"),
    "roll": _("On the roll"),
    "closes_at": _("Closes"),
    "online": _("Voted online"),
    "paper": _("Voted on paper"),
    "desk": _("Voted at a desk"),
    "ballots": _("Ballots"),
    "changes": _("Changes of the roll after opening"),
    "uncounted": _("Paper ballots keyed in by one person only, not counted"),
    "sha256": _("Digest of the published file (SHA-256)"),
    "root": _("Root of the tree over the ballots"),
    "what": _("What was to be changed"),
    "people": _("People"),
    "letters": _("Letters"),
    "first": _("Who asked (a pseudonym)"),
    "second": _("Second person (a pseudonym)"),
    "removes": _("Takes somebody off"),
    "after_opening": _("After the opening"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "place": _("Place"),
    "capacity": _("Places for everybody"),
    "invited": _("Places kept for people with a letter"),
    "coming": _("People with a place"),
    "care": _("Care"),
    "batch": _("What these letters are for"),
    "registrations": _("People registered"),
    "tables": _("Tables"),
    "table": _("Table"),
    "seats": _("Seats"),
}
LAST = ("about", "by", "seal", "nonce")


def kind_name(kind: str) -> str:
    """A sentence for a kind of entry, or the kind itself where none is known."""
    return str(KINDS.get(kind, kind))


def told_facts(body: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The facts of an entry as (name, key, value): what is special to it first."""
    order = [key for key in body if key not in {"kind", *LAST}]
    order += [key for key in LAST if key in body]
    return [(str(FACTS.get(key, key)), key, _told(body[key])) for key in order]


def _told(value: Any) -> str:
    """A fact as a person reads it: lists in a row, what has parts a line each."""
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_told(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(_told(part) for part in value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return "–" if value is None else str(value)  # noqa: RUF001  # a dash, as for nothing in a table
