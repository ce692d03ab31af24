"""What becomes of the answers of somebody who erases herself."""

from citizenspring.mood.models import Answer, Remark
from citizenspring.mood.moderating import forget_words
from citizenspring.people.models import Person

from .withdrawing import take_back

__all__ = ["erase_from_moods"]


def erase_from_moods(person: Person) -> None:
    """Where answering goes on, her answers are taken back; where it is over, they are nobody's.

    An answer that was counted in a result that is over stays in its sums, without her address,
    her name and her words.
    """
    rows = Answer.objects.filter(person=person).select_related("home", "mood__activity__node")
    for answer in rows.select_for_update(of=("self",)):
        answer.person = person
        answer.messages.all().delete()
        answer.confirmations.all().delete()
        if not answer.mood.activity.closed_at:
            take_back(answer)
            continue
        for remark in Remark.objects.filter(answer=answer).select_related("node"):
            forget_words(remark)
        changes = {"email": "", "mailbox": None, "name": "", "name_key": "", "wants_news": False}
        Answer.objects.filter(pk=answer.pk).update(**changes)
