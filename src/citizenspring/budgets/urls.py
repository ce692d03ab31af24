from django.urls import URLPattern, URLResolver, include, path

from .views import rounds

app_name = "budgets"

of_a_round: list[URLPattern | URLResolver] = [
    path("", rounds.page, name="round"),
]

organising: list[URLPattern | URLResolver] = []

urlpatterns: list[URLPattern | URLResolver] = [
    path("budgets/<slug:process>/<slug:activity>/", include(of_a_round)),
    path("organise/budgets/<slug:process>/<slug:activity>/", include(organising)),
]
