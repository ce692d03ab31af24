"""Persons and what is kept about them."""

from .bursts import Arrival, Burst, Held
from .letters import Allowance, Letter, SignInCode
from .own_data import Consent, DataCopy
from .persons import PERSONA_DOMAIN, Person, PersonManager, Role, new_pseudonym_key
from .powers import PowerChange
from .verifying import Attainment, Booking, Centre, Slot

__all__ = [
    "PERSONA_DOMAIN",
    "Allowance",
    "Arrival",
    "Attainment",
    "Booking",
    "Burst",
    "Centre",
    "Consent",
    "DataCopy",
    "Held",
    "Letter",
    "Person",
    "PersonManager",
    "PowerChange",
    "Role",
    "SignInCode",
    "Slot",
    "new_pseudonym_key",
]
