"""The specification as values: requirements, scenarios, claims, documents and labs, read from `features/`.

Knows Gherkin through the official parser; knows neither subjects nor verdicts of a run.
"""

from ezconform.specification.reading import read

__all__ = ["read"]
