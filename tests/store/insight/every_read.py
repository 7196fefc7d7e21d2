"""All that is read at the end of each week, by the trend that it is for."""

from collections.abc import Mapping
from typing import Any

from store.insight.trends import answer_weeks, blocked_weeks, goal_weeks, learning_weeks, load_weeks, promise_weeks
from store.insight.trends.past_weeks import Read

READS: Mapping[str, Read[Any]] = {
    "goals": goal_weeks.at_end,
    "promises": promise_weeks.in_week,
    "blocked": blocked_weeks.in_week,
    "answers": answer_weeks.at_end,
    "load": load_weeks.at_end,
    "learning": learning_weeks.at_end,
}
