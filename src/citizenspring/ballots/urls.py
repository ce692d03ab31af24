from django.urls import include, path

from .views import desks, files, polls, rolls, voting

app_name = "ballots"

of_a_poll = [
    path("", polls.poll, name="poll"),
    path("receipt/", polls.receipt, name="receipt"),
    path("receipt/file/", voting.receipt_file, name="receipt-file"),
    path("vote/", voting.vote, name="vote"),
    path("roll/", rolls.page, name="roll"),
    path("roll/add/", rolls.add, name="add"),
    path("roll/remove/", rolls.remove, name="remove"),
    path("roll/register/", rolls.register, name="register"),
    path("roll/letters/", rolls.letters, name="letters"),
    path("roll/changes/<uuid:change_id>/", rolls.change, name="change"),
    path("roll.csv", rolls.export, name="export"),
    path("files.zip", files.files, name="files"),
    path("sheets/", desks.sheets, name="sheets"),
    path("desk/", desks.desk, name="desk"),
    path("desk/ballot/", voting.at_desk, name="desk-ballot"),
]

urlpatterns = [
    path("votes/secret/", polls.secret, name="secret"),
    path("votes/<uuid:poll_id>/", include(of_a_poll)),
]
