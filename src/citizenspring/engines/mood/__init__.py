"""What a mood check computes: thresholds, forecasts, reminders, small cells, weights."""

from citizenspring.engines.mood.forecast import Forecast, forecast
from citizenspring.engines.mood.nudges import Nudging, nudging
from citizenspring.engines.mood.suppression import SMALLEST, suppressed
from citizenspring.engines.mood.threshold import Progress, Threshold
from citizenspring.engines.mood.weighting import SMALLEST_WEIGHTED, Weighting, weighting

__all__ = [
    "SMALLEST",
    "SMALLEST_WEIGHTED",
    "Forecast",
    "Nudging",
    "Progress",
    "Threshold",
    "Weighting",
    "forecast",
    "nudging",
    "suppressed",
    "weighting",
]
