"""Runs held against each other by stable ids: what changed, and who passes what.

Knows results; knows neither adapters nor how a run came about.
"""
