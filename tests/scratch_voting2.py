import time, gzip, pytest
from django.test import Client
from citizenspring.budgets.tests.voting import *
from citizenspring.people.tests.factories import make_person, signed_in
from tests.scratch_voting import many
@pytest.mark.django_db
def test_speed(django_assert_max_num_queries):
    c=signed_in(make_person()); b=many(160)
    c.get(b.page("vote"))
    t=time.process_time()
    for _ in range(10): r=c.get(b.page("vote"))
    print("GET ms", (time.process_time()-t)*100, "bytes", len(r.content), "gz", len(gzip.compress(r.content)))
    t=time.process_time()
    for _ in range(10): r=c.post(b.page("vote"), filled_in(1,2,3,check="1"))
    print("POST check ms", (time.process_time()-t)*100, r.status_code)
    with django_assert_max_num_queries(40) as q: c.get(b.page("vote"))
    print(len(q.captured_queries)); 





def test_browser(visit, site):
    ada=make_person(); b=many(160)
    v=visit(language="fr"); 
    v.context.add_cookies([{"name":"sessionid","value":signed_in(ada).cookies["sessionid"].value,"url":v.site}])
    cdp=v.context.new_cdp_session(v.page); cdp.send("Emulation.setCPUThrottlingRate",{"rate":6})
    page=v.open(b.page("vote"))
    print("nav", page.evaluate("JSON.stringify(performance.getEntriesByType('navigation').map(e=>[e.responseEnd,e.domInteractive,e.domContentLoadedEventEnd,e.loadEventEnd]))"))
    print("cls", page.evaluate("""()=>new Promise(r=>{let s=0;new PerformanceObserver(l=>{for(const e of l.getEntries())s+=e.value}).observe({type:'layout-shift',buffered:true});setTimeout(()=>r(s),500)})"""))
    print("click ms", page.evaluate("""()=>{const b=document.querySelectorAll('[name=choice]');const t=performance.now();for(let i=0;i<5;i++)b[i*7].click();return (performance.now()-t)/5}"""))
    print("search ms", page.evaluate("""()=>{const b=document.querySelector('[name=find-words]');const t=performance.now();b.value='ecole';b.dispatchEvent(new Event('input',{bubbles:true}));document.body.offsetHeight;return performance.now()-t}"""))
    print(page.evaluate("performance.getEntriesByType('resource').reduce((s,e)=>s+e.encodedBodySize,0)"), page.evaluate("performance.getEntriesByType('resource').length"))
