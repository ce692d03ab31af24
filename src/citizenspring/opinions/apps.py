from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "citizenspring.opinions"
    verbose_name = _("Opinion maps")

    def ready(self) -> None:
        """Offer opinion maps to organisers and join the registries of the apps below."""
        from citizenspring.people import desks as all_desks  # noqa: PLC0415  # models exist only now

        from . import (  # noqa: PLC0415  # models exist only now
            checks,
            desks,
            from_cards,
            kind,
            moderating,
            moves,
            watching,
        )

        all_desks.register(desks.desks)
        kind.offer()
        moderating.offer()
        watching.offer()
        moves.join()
        checks.join()
        from_cards.offer()
