"""Refusals of the record."""

from django.utils.translation import gettext_lazy as _

from citizenspring.common.errors import Refusal

__all__ = ["CopyRefused", "KeyChanged", "NothingRecorded", "RecordIsBehind"]


class RecordIsBehind(Refusal):
    """The database knows fewer entries than a checkpoint that was already published (A13)."""

    code = "record_is_behind"
    status = 503
    sentence = _(
        "An older copy of the public record is in place, so nothing can be changed for now. "
        "You can read everything; please come back later."
    )


class KeyChanged(Refusal):
    """The key at hand did not sign the last checkpoint."""

    code = "key_changed"
    status = 503
    sentence = _(
        "The key of the public record is not the one that signed it so far. "
        "Put the former key back: it stands in the folder of keys or in CITIZENSPRING_RECORD_KEY."
    )


class NothingRecorded(Refusal):
    """There is no checkpoint yet."""

    code = "nothing_recorded"
    status = 404
    sentence = _("The public record has no signed entry yet. Come back after the first act.")


class CopyRefused(Refusal):
    """The copy does not hold, or is not a copy of this record."""

    code = "copy_refused"
    sentence = _(
        "This copy does not continue the public record of this installation. "
        "Check it with citizenspring verify, and take another copy."
    )
