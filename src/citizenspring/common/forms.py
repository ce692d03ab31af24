"""What forms of every app share."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from citizenspring.common.errors import NotAllowed, Refusal

__all__ = ["refusals_shown"]


@contextmanager
def refusals_shown(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Show the refusal of an act beside what was typed, which stays.

    What a rule forbids to this person is no matter of the form, and goes on.
    """
    try:
        yield
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(field, str(refusal))
