"""What harness and adapter say to each other: values, requests, answers, verbs, faults.

Knows the wire; knows neither feature files nor verdicts.
"""
