from tests.scratch_voting import many
from citizenspring.budgets.tests.voting import *
from citizenspring.people.tests.factories import make_person, signed_in
def test_more(visit, site):
    ada=make_person(); b=many(40, method="ranking", asks_age=True)
    v=visit(language="fr", width=794); v.page.emulate_media(media="print")
    page=v.open(b.page("sheet")); page.screenshot(path="/tmp/w6.png", full_page=True)
    late=make_person()
    w=visit(language="fr", width=360)
    w.context.add_cookies([{"name":"sessionid","value":signed_in(late).cookies["sessionid"].value,"url":w.site}])
    page=w.open(b.page("vote")); page.screenshot(path="/tmp/w7.png")
    page.locator("[name=choice]").nth(1).check(); page.locator("[name=choice]").nth(2).check()
    page.locator(".tally button").click(); page.wait_for_selector("[data-wrong]")
    page.screenshot(path="/tmp/w8.png")
