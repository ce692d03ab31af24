"""Reading about the city."""

from collections.abc import Iterable

from django.db.models import QuerySet

from .models import City, Territory

__all__ = ["city", "commune_choices", "communes", "quarters", "region", "territories_with_codes"]


def city() -> City | None:
    """The city of this installation, once its file has been loaded."""
    return City.objects.first()


def region() -> Territory | None:
    return Territory.objects.filter(kind=Territory.Kind.REGION).first()


def communes() -> QuerySet[Territory]:
    """The communes without their outlines, which only a map needs."""
    return Territory.objects.filter(kind=Territory.Kind.COMMUNE).defer("outline", "margins")


def commune_choices() -> list[tuple[str, str]]:
    """Code and name of each commune, by name in the reader's language, for a form."""
    return sorted(((one.code, str(one.name)) for one in communes()), key=lambda pair: pair[1])


def quarters(commune: Territory) -> QuerySet[Territory]:
    return commune.parts.filter(kind=Territory.Kind.QUARTER).defer("outline", "margins")


def territories_with_codes(codes: Iterable[str]) -> QuerySet[Territory]:
    return Territory.objects.filter(code__in=codes).defer("outline", "margins")
