from django.urls import URLPattern, URLResolver, include, path

from . import imports_views
from .views import inviting, moderation, organising, receipts, statements, voting

app_name = "opinions"

of_a_map: list[URLPattern | URLResolver] = [
    path("", voting.vote, name="vote"),
    path("", include("citizenspring.opinions.results_urls")),
    path("undo/", voting.undo, name="undo"),
    path("invite/", inviting.invite, name="invite"),
    path("statements/", statements.statements, name="statements"),
    path("statements/add/", statements.add, name="add"),
    path("statements/similar/", statements.similar, name="similar"),
    path("statements/<int:number>/", statements.statement, name="statement"),
    path("statements/<int:number>/receipt/", receipts.receipt, name="receipt"),
    path("statements/<int:number>/translate/", statements.translate, name="translate"),
    path("statements/<int:number>/moderate/", moderation.moderate, name="moderate"),
    path("moderation/", moderation.queue, name="queue"),
    path("moderation/alike/", moderation.alike, name="alike"),
    path("moderation/log/", moderation.log, name="log"),
    path("organise/", organising.edit, name="edit"),
    path("organise/close/", organising.close, name="close"),
    path("common-ground/", statements.common_ground, name="common-ground"),
]

urlpatterns = [
    path("m/<str:code>", inviting.short, name="short"),
    path("maps/<slug:process>/<slug:activity>/", include(of_a_map)),
    path("processes/<slug:process>/new-map/", organising.new, name="new"),
    path("processes/<slug:process>/import/polis/", imports_views.polis, name="import-polis"),
]
