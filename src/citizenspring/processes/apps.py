from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "citizenspring.processes"
