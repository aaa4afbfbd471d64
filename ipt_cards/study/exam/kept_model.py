"""The forgetting model of a learner, kept until there is another review to fit it to."""

import json
from dataclasses import fields
from pathlib import Path

import numpy as np

from ipt_cards.deck.reading.cache.entries import as_json, code_sign, key_of
from ipt_cards.forecast import forgetting
from ipt_cards.forecast.forgetting import Forgetting, fitted
from ipt_cards.forecast.logistic import Posterior
from ipt_cards.forecast.past import Past
from ipt_cards.study.decks import kept_entries

_MADE_BY = Path(forgetting.__file__).parent

WORTH_KEEPING = 1_000
"""Reviews: to fewer it is fitted in no time."""


def kept_model(past: Past) -> Forgetting:
    """The model that is fitted to the past's reviews."""
    rows, recalled = past.reviews()
    if len(rows) < WORTH_KEEPING:
        return fitted(rows, recalled)
    columns = [getattr(rows, field.name) for field in fields(rows)]
    key = key_of(code_sign(_MADE_BY), *(column.tobytes() for column in (*columns, recalled)))
    entries = kept_entries()
    kept = entries.find("model", key)
    if kept is not None:
        mean, covariance, experts, reviews, freshness = json.loads(kept)
        posterior = Posterior(np.array(mean), np.array(covariance))
        return Forgetting(posterior, tuple(experts), reviews, freshness)
    model = fitted(rows, recalled)
    mean, covariance = (part.tolist() for part in model.calibrated)
    others = model.experts, model.reviews, model.freshness
    entries.keep("model", key, as_json([mean, covariance, *others]))
    entries.prune()
    return model
