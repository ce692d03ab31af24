from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatheringsConfig(AppConfig):
    name = "citizenspring.gatherings"
    verbose_name = _("Gatherings")

    def ready(self) -> None:
        """Offer gatherings to organisers and join the registries of the apps below."""
        from . import afterwards, kind, moves, news, seat_moves, team  # noqa: PLC0415  # models exist only now

        afterwards.offer()
        kind.offer()
        moves.join()
        news.offer()
        seat_moves.join()
        team.offer()
