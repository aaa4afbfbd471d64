"""Which keys grade an answer."""

from collections.abc import Mapping

from ipt_cards.scheduling.grade import BUTTONS, Grade

GradeKeys = Mapping[str, Grade]
"""The keys that grade, in the order of their buttons."""

FOUR_BUTTONS: GradeKeys = {str(place): grade for place, grade in enumerate(BUTTONS, start=1)}
SIX_GRADES: GradeKeys = {str(int(grade)): grade for grade in Grade}
