from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    name = "citizenspring.processes"
    verbose_name = _("Processes")

    def ready(self) -> None:
        """Offer the plainest kind of activity; name the nodes and the scopes of roles."""
        from citizenspring.people import desks as all_desks  # noqa: PLC0415  # models exist only now
        from citizenspring.people import scopes  # noqa: PLC0415  # models exist only now
        from citizenspring.threads import kinds  # noqa: PLC0415  # models exist only now

        from . import steps  # noqa: PLC0415  # models exist only now
        from .desks import desks  # noqa: PLC0415  # models exist only now
        from .scopes import processes_with  # noqa: PLC0415  # models exist only now

        all_desks.register(desks)
        steps.offer()
        scopes.register(processes_with)
        for name, label, icon in (
            ("process", _("Process"), "trees"),
            ("activity", _("Activity"), "users"),
            ("outcome", _("Outcome"), "flag"),
        ):
            kinds.register(kinds.NodeKind(name, label, icon))
