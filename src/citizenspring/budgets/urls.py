from django.urls import URLPattern, URLResolver, include, path

from .views import (
    counting,
    following,
    ideas,
    importing,
    projects,
    results,
    rounds,
    voting,
    workshop,
)
from .views import organising as organise

app_name = "budgets"

of_a_round: list[URLPattern | URLResolver] = [
    path("", rounds.page, name="round"),
    path("pabulib/", importing.export, name="export"),
    path("commitments/", following.commitments, name="commitments"),
    path("commitments.csv", following.commitments_file, name="commitments-file"),
    path("commitments/<int:key>/", following.commitment, name="commitment"),
    path("ideas/", ideas.ideas, name="ideas"),
    path("ideas/map/", ideas.idea_map, name="idea-map"),
    path("ideas/new/", ideas.propose, name="propose"),
    path("ideas/similar/", ideas.similar, name="similar"),
    path("ideas/<int:number>/", ideas.idea, name="idea"),
    path("ideas/<int:number>/edit/", ideas.edit, name="idea-edit"),
    path("ideas/<int:number>/support/", ideas.support, name="idea-support"),
    path("ideas/<int:number>/withdraw/", ideas.withdraw, name="idea-withdraw"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:key>/", projects.project, name="project"),
    path("projects/<int:key>/flyer/", projects.flyer, name="project-flyer"),
    path("vote/", voting.vote, name="vote"),
    path("vote/sent/", voting.voted, name="voted"),
    path("vote/paper/", voting.sheet, name="sheet"),
    path("results/", results.results, name="results"),
    path("results/result.json", results.result_file, name="result-file"),
    path("results/ballots.csv", results.ballots_file_of, name="ballots-file"),
    path("results/groups/", results.groups, name="groups"),
    path("results/mine/", results.mine, name="mine"),
    path("projects/<int:key>/why/", results.why, name="why"),
]

organising: list[URLPattern | URLResolver] = [
    path("", organise.stages, name="stages"),
    path("edit/", organise.edit, name="edit"),
    path("stages/<slug:stage>/", organise.step, name="step"),
    path("commitments/<int:key>/", following.owe, name="owe"),
    path("commitments/<int:key>/report/", following.report, name="report"),
    path("count/", counting.count, name="count"),
    path("workshop/", workshop.workshop, name="workshop"),
    path("projects/new/", workshop.new, name="project-new"),
    path("projects/<int:key>/edit/", workshop.edit, name="project-edit"),
    path("projects/<int:key>/answer/", workshop.answer, name="project-answer"),
    path("projects/<int:key>/withdraw/", workshop.withdraw, name="project-withdraw"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/<slug:process>/new-budget/", organise.new, name="new"),
    path("processes/<slug:process>/import-budget/", importing.bring_in, name="import"),
    path(
        "processes/<slug:process>/import-budget/<uuid:upload_id>/",
        importing.upload,
        name="upload",
    ),
    path("budgets/<slug:process>/<slug:activity>/", include(of_a_round)),
    path("organise/budgets/<slug:process>/<slug:activity>/", include(organising)),
]
