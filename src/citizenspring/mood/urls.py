from django.urls import include, path

from .views import answering, desk, flyers, links, organising, results

app_name = "mood"

of_a_check = [
    path("", answering.answer, name="answer"),
    path("bar/", answering.bar, name="bar"),
    path("mine/", answering.mine, name="mine"),
    path("mine/link/", answering.send_link, name="send-link"),
    path("mine/withdraw/", answering.withdraw, name="withdraw"),
    path("results/", results.results, name="results"),
    path("results/figures.csv", results.figures, name="figures"),
    path("words/", results.words, name="words"),
    path("flyer/<str:language>.pdf", flyers.flyer, name="flyer"),
    path("verify/", desk.verify, name="verify"),
    path("paper/", desk.paper, name="paper"),
    path("organise/", organising.edit, name="edit"),
    path("organise/questions/<int:number>/", organising.question, name="question"),
    path("organise/wave/", organising.wave, name="wave"),
    path("organise/gathering/", organising.gathering, name="gathering"),
]

urlpatterns = [
    path("f/<str:code>", answering.short, name="short"),
    path("moods/confirm/<str:token>/", links.confirm, name="confirm"),
    path("moods/confirm/<str:token>/done/", links.confirmed, name="confirmed"),
    path("moods/did/<uuid:answer_id>/<str:token>/", links.did, name="did"),
    path("moods/leave/<uuid:answer_id>/<str:token>/", links.leave, name="leave"),
    path("moods/<slug:process>/<slug:activity>/", include(of_a_check)),
    path("processes/<slug:process>/new-mood/", organising.new, name="new"),
]
