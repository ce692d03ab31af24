from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "citizenspring.budgets"
    verbose_name = _("Budgets")

    def ready(self) -> None:
        """Offer budget rounds to organisers and join the registries of the apps below."""
        from . import (  # noqa: PLC0415  # models exist only now
            following_moves,
            from_cards,
            joining,
            kind,
            news,
            owning,
            reports_news,
        )

        kind.offer()
        news.offer()
        reports_news.offer()
        joining.join()
        following_moves.join()
        owning.offer()
        from_cards.offer()
