"""Reading a register: whole, or refused with each wrong line named."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from citizenspring.ballots.registers import read_register
from citizenspring.ballots.services.roll import RegisterRow


def faults(text: str) -> list[str]:
    with override("en"), pytest.raises(ValidationError) as refused:
        read_register(text.encode())
    return list(refused.value.messages)


def test_it_reads_commas_and_semicolons_in_three_languages() -> None:
    rose = [RegisterRow("592-1", "Rose Peeters", "Ixelles")]
    assert read_register(b"reference,name,place\n592-1, Rose  Peeters ,Ixelles\n\n") == rose
    french = "\ufeffNom;Référence;Lieu\r\nRose Peeters;592-1;Ixelles\r\n"
    assert read_register(french.encode()) == rose
    assert read_register(b"referentie,naam,plaats\n592-1,Rose Peeters,Ixelles") == rose


def test_each_wrong_line_is_named_and_nothing_is_read() -> None:
    text = "reference,name,place\nA1,Rose,\n,Bo,\nA3,,\na 1,Zoé,\nA5," + "x" * 121 + ",\n"
    assert faults(text) == [
        "Line 3 has no reference.",
        "Line 4 has no name.",
        "Line 5 repeats the reference of line 2.",
        "Line 6: the name is longer than 120 signs.",
    ]


@pytest.mark.parametrize("text", ["", "reference,name\nA,B", "reference,name,place\n", 'r,"'])
def test_what_is_no_register_is_refused_in_a_sentence(text: str) -> None:
    assert len(faults(text)) == 1


def test_other_encodings_are_named() -> None:
    with pytest.raises(ValidationError, match="UTF-8"):
        read_register("reference,name,place\n1,Zoé,".encode("latin-1"))
