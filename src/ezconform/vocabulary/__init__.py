"""The vocabulary layer: what a step file may use, and the table that matches step texts.

A step file imports from here and from `ezconform.protocol`, nothing else of ours. Knows neither feature
files nor runners nor verdicts.
"""

from ezconform.vocabulary import check
from ezconform.vocabulary.declaring import given, then, when
from ezconform.vocabulary.lab import Lab
from ezconform.vocabulary.placeholders import (
    Address,
    Errno,
    HexByte,
    Indicators,
    Items,
    LabName,
    Name,
    Number,
    Port,
    Quoted,
    Seconds,
    UserId,
    Word,
)
from ezconform.vocabulary.step_arguments import DataTable, DocString
from ezconform.vocabulary.step_table import Match, StepTable, load

__all__ = [
    "Address",
    "DataTable",
    "DocString",
    "Errno",
    "HexByte",
    "Indicators",
    "Items",
    "Lab",
    "LabName",
    "Match",
    "Name",
    "Number",
    "Port",
    "Quoted",
    "Seconds",
    "StepTable",
    "UserId",
    "Word",
    "check",
    "given",
    "load",
    "then",
    "when",
]
