"""Trying a subject by hand: steps and verbs typed one by one, and a scenario made of them.

Knows the vocabulary and the session; knows no terminal and no verdict.
"""
