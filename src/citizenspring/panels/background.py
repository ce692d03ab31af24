"""What the worker repeats for panels."""

from citizenspring.common.background import background

from . import services

__all__ = ["find_panels", "forget_the_rest", "replace_who_gave_back"]


@background("numbered panels", every=2)
def find_panels() -> int:
    """Make the numbered panels of pools that are closed."""
    return services.search_waiting()


@background("seats given back", every=60)
def replace_who_gave_back() -> int:
    """Members who gave their ticket back are replaced."""
    services.mend_places()
    return services.notice_given_back()


@background("old panel answers", every=3600)
def forget_the_rest() -> int:
    """Names of people who were not drawn are forgotten after the day."""
    return services.forget_after()
