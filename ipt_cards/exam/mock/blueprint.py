"""The exam's blueprint: how many questions each topic gets."""

from collections.abc import Mapping


def allot(weights: Mapping[str, int], questions: int) -> dict[str, int]:
    """Hand out exactly `questions` among the topics by weight, by largest remainder (Hamilton).

    Each topic gets its exact share rounded down or up. Equal remainders go by the blueprint's
    order. Raises ValueError when no topic has a weight.
    """
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("the blueprint gives no topic a weight")
    shares = {topic: divmod(weight * questions, total) for topic, weight in weights.items()}
    left = questions - sum(whole for whole, _ in shares.values())
    rounded_up = set(sorted(shares, key=lambda topic: -shares[topic][1])[:left])
    return {topic: whole + (topic in rounded_up) for topic, (whole, _) in shares.items()}


def allot_available(
    weights: Mapping[str, int], questions: int, available: Mapping[str, int]
) -> dict[str, int]:
    """As `allot`, but no topic gets more than it has; what it lacks goes to the others by weight.

    Raises ValueError when the topics of the blueprint have fewer cards than `questions`.
    """
    open_weights = {topic: weight for topic, weight in weights.items() if weight > 0}
    cards = sum(available.get(topic, 0) for topic in open_weights)
    if cards < questions:
        wanted = "1 question was" if questions == 1 else f"{questions:,} questions were"
        there = "there is only 1 card" if cards == 1 else f"there are only {cards:,} cards"
        raise ValueError(f"{wanted} asked for, but {there}")
    allotted = dict.fromkeys(weights, 0)
    left = questions
    while left:
        shares = allot(open_weights, left)
        short = [topic for topic, share in shares.items() if share > available.get(topic, 0)]
        if not short:
            return allotted | shares
        for topic in short:
            allotted[topic] = available.get(topic, 0)
            left -= allotted[topic]
            del open_weights[topic]
    return allotted
