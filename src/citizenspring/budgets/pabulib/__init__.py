"""Budget rounds in the ``.pb`` format of Pabulib, in and out."""

from .plan import Plan, plan_of

__all__ = ["Plan", "plan_of"]
