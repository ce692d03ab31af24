"""What every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from citizenspring.ledger.published import is_behind
from citizenspring.ledger.queries import latest_stamp

__all__ = ["every_page"]


def every_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "is_demo": settings.DEMO,
        "theme": request.COOKIES.get("theme", ""),
        "latest_checkpoint": latest_stamp(),
        "record_address": "/record/",
        "record_is_behind": is_behind(),
    }
