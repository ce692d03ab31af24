from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoodConfig(AppConfig):
    name = "citizenspring.mood"
    verbose_name = _("Mood checks")

    def ready(self) -> None:
        """Offer mood checks to organisers and join the registries of the apps below."""
        from citizenspring.people import bursts  # noqa: PLC0415  # models exist only now
        from citizenspring.people import desks as all_desks  # noqa: PLC0415  # models exist only now

        from . import checks, desks, kind, moderating, moves, news  # noqa: PLC0415  # models exist only now
        from .services import release_answer  # noqa: PLC0415  # models exist only now

        all_desks.register(desks.desks)
        bursts.register("answer", release_answer)
        kind.offer()
        moves.join()
        checks.join()
        moderating.offer()
        news.offer()
