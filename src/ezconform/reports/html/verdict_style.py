"""How a verdict looks: the class by which the style sheet colours it, and the sign for who sees no colour.

Knows verdicts; knows no markup.
"""

from ezconform.verdict import Verdict

SLUG = {verdict: verdict.value.replace(" ", "-") for verdict in Verdict}
SIGN = dict.fromkeys(Verdict, "✕") | {
    Verdict.PASSED: "✓",
    Verdict.DIFFERS: "≠",
    Verdict.KNOWN_DEVIATION: "≠",
    Verdict.NOT_APPLICABLE: "·",
}
