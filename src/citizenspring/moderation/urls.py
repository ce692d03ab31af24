from django.urls import path

from .views import appeals, public, queue, reporting

app_name = "moderation"

urlpatterns = [
    path("report/<uuid:node_id>/", reporting.report, name="report"),
    path("report/<uuid:node_id>/private/", reporting.private, name="private"),
    path("report/<uuid:node_id>/withdraw/", reporting.withdraw, name="withdraw"),
    path("moderation/", public.log, name="log"),
    path("moderation/feed/", public.feed, name="feed"),
    path("moderation/mine/", public.mine, name="mine"),
    path("moderation/queue/", queue.queue, name="queue"),
    path("moderation/queue/second/", queue.proposals, name="proposals"),
    path("moderation/queue/second/<uuid:decision_id>/", queue.second, name="second"),
    path("moderation/queue/appeals/", appeals.appeals, name="appeals"),
    path("moderation/queue/appeals/<uuid:appeal_id>/", appeals.answer, name="answer"),
    path("moderation/about/<uuid:node_id>/", queue.about, name="about"),
    path("moderation/decisions/<uuid:decision_id>/appeal/", appeals.appeal, name="appeal"),
]
