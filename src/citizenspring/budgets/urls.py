from django.urls import URLPattern, URLResolver, include, path

from .views import organising as organise
from .views import rounds

app_name = "budgets"

of_a_round: list[URLPattern | URLResolver] = [
    path("", rounds.page, name="round"),
]

organising: list[URLPattern | URLResolver] = [
    path("", organise.stages, name="stages"),
    path("edit/", organise.edit, name="edit"),
    path("stages/<slug:stage>/", organise.step, name="step"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/<slug:process>/new-budget/", organise.new, name="new"),
    path("budgets/<slug:process>/<slug:activity>/", include(of_a_round)),
    path("organise/budgets/<slug:process>/<slug:activity>/", include(organising)),
]
