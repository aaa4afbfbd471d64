"""The key `allow`: which rules of style don't hold here, each with the reason."""

from ipt_cards.deck.reading.findings import Findings, did_you_mean
from ipt_cards.deck.reading.keys import Fields, text_of
from ipt_cards.deck.reading.yaml.nodes import Mapping, Scalar
from ipt_cards.deck.style_rule import Allowance, StyleRule


def read_allow(fields: Fields, findings: Findings) -> tuple[Allowance, ...] | None:
    """What the key says; None where something of it is wrong, which is noted."""
    node = fields.node("allow")
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        fields.error(
            "allow",
            "wrong-type",
            "`allow` must give each rule with the reason why it may be broken here, such as "
            "`longest-answer: the name of the law`",
        )
        return None
    allowed: dict[StyleRule, Allowance] = {}
    for key, value in node.pairs:
        if not isinstance(key, Scalar) or key.text not in {*StyleRule}:
            written = key.text if isinstance(key, Scalar) else "…"
            known = [rule.value for rule in StyleRule]
            suggestion = did_you_mean(written, known) or ": `ipt-cards check --rules` has them all"
            findings.error(
                key.mark, "unknown-rule", f"there is no rule of style `{written}`{suggestion}"
            )
            continue
        rule = StyleRule(key.text)
        if rule in allowed:
            findings.error(
                key.mark, "duplicate-key", f"`{rule}` stands here twice: keep one of them"
            )
        reason = text_of(value, f"the reason for `{rule}`", findings)
        allowed[rule] = Allowance(rule, reason or "")
    sound = len(allowed) == len(node.pairs) and all(each.reason for each in allowed.values())
    return tuple(allowed.values()) if sound else None
