"""Every address of the platform."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("citizenspring.api.urls")),
    path("", include("citizenspring.budgets.urls")),
    path("", include("citizenspring.ballots.urls")),
    path("", include("citizenspring.gatherings.urls")),
    path("", include("citizenspring.harvests.urls")),
    path("", include("citizenspring.hearings.urls")),
    path("", include("citizenspring.ledger.urls")),
    path("", include("citizenspring.moderation.urls")),
    path("", include("citizenspring.mood.urls")),
    path("", include("citizenspring.notifications.urls")),
    path("", include("citizenspring.opinions.urls")),
    path("", include("citizenspring.pages.urls")),
    path("", include("citizenspring.panels.urls")),
    path("", include("citizenspring.people.urls")),
    path("", include("citizenspring.processes.urls")),
    path("", include("citizenspring.rounds.urls")),
    path("", include("citizenspring.threads.urls")),
]

handler500 = "citizenspring.common.faults.fault"
