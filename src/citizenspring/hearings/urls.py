from django.urls import include, path

from .views import hearing, preparing

app_name = "hearings"

of_a_hearing = [
    path("", hearing.hearing, name="hearing"),
    path("ask/", hearing.ask, name="ask"),
    path("wall/", hearing.wall, name="wall"),
    path("briefs/<int:number>/", hearing.brief, name="brief"),
    path("questions/<int:number>/", hearing.question, name="question"),
    path("questions/<int:number>/support/", hearing.support, name="support"),
    path("questions/<int:number>/answer/", preparing.answer, name="answer"),
    path("questions/<int:number>/merge/", preparing.merge, name="merge"),
    path("questions/<int:number>/separate/", preparing.separate, name="separate"),
    path("answers/<uuid:answer>/clarity/", hearing.rate, name="rate"),
    path("desk/", preparing.desk, name="desk"),
    path("prepare/", preparing.prepare, name="prepare"),
    path("prepare/asking/", preparing.ask_now, name="asking"),
    path("prepare/experts/", preparing.expert, name="new-expert"),
    path("prepare/experts/<uuid:expert>/", preparing.expert, name="expert"),
    path("prepare/experts/<uuid:expert>/dismiss/", preparing.dismiss, name="dismiss"),
    path("prepare/briefs/", preparing.brief, name="new-brief"),
    path("prepare/briefs/<int:number>/", preparing.brief, name="edit-brief"),
    path("prepare/briefs/<int:number>/publish/", preparing.publish, name="publish"),
]

urlpatterns = [
    path("gatherings/<slug:process>/<slug:activity>/hearing/", include(of_a_hearing)),
]
