"""What helps somebody who writes an adapter: the contract, checked in building order, and skeletons.

Knows the protocol and connections; knows no scenario and no verdict.
"""
