from django.urls import include, path

from .views import answering, drawing, planning, public

app_name = "panels"

of_a_panel = [
    path("", public.panel, name="panel"),
    path("ceremony/", public.ceremony, name="ceremony"),
    path("panel.zip", public.export, name="export"),
    path("answer/", answering.answer, name="answer"),
    path("seat/", answering.seat, name="seat"),
    path("organise/", planning.organise, name="organise"),
    path("organise/quotas/", planning.quotas, name="quotas"),
    path("organise/letters/", planning.letters, name="letters"),
    path("organise/answers/", drawing.answers, name="answers"),
    path("organise/draw/", drawing.draw, name="draw"),
    path("organise/members/", drawing.members, name="members"),
    path("organise/private.zip", drawing.private, name="private"),
]

urlpatterns = [
    path("gatherings/<slug:process>/<slug:activity>/panel/", include(of_a_panel)),
]
