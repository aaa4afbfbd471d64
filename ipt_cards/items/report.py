"""The analysis as scripts see it."""

from collections.abc import Mapping

from ipt_cards.items.analysis import Analysis, Item
from ipt_cards.items.options import Option


def as_values(analysis: Analysis, places: Mapping[int, str]) -> dict[str, object]:
    """The analysis as JSON values: what can't be told is null.

    places: where the notes of questions stand, by the question's index.
    """
    found = analysis.reliability
    return {
        "sittings": analysis.sittings.all,
        "mean": analysis.mean,
        "deviation": analysis.deviation,
        "reliability": found
        and {
            "coefficient": found.coefficient.value,
            "value": found.value,
            "standard_error_of_measurement": found.error,
            "questions": found.questions,
        },
        "questions": [
            _item(item) | ({"at": places[index]} if index in places else {})
            for index, item in enumerate(analysis.items)
        ],
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "question": item.question.name,
        "topic": item.question.topic,
        "asked": item.question.asked,
        "learners": item.asked,
        "unanswered": item.none.count,
        "difficulty": item.difficulty,
        "difficulty_95": item.difficulty_range,
        "discrimination": item.discrimination,
        "discrimination_95": item.discrimination_range,
        "rasch": item.rasch,
        "rasch_error": item.rasch_error,
        "flags": [
            {"flag": flag.kind.value}
            | ({} if flag.option is None else {"option": item.options[flag.option].text})
            for flag in item.flags
        ],
        "options": [_option(option) for option in item.options],
        "other": item.other.count,
    }


def _option(option: Option) -> dict[str, object]:
    weak, middle, strong = option.thirds
    return {
        "text": option.text,
        "right": option.is_right,
        "count": option.count,
        "weakest_third": weak,
        "middle_third": middle,
        "strongest_third": strong,
        "discrimination": option.discrimination,
    }
