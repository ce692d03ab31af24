from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "citizenspring.processes"

    def ready(self) -> None:
        from . import steps  # noqa: PLC0415  # models exist only once apps are loaded

        steps.offer()
