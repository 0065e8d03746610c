"""Runs scenarios: sessions, recording, judging. Knows no report and no subject."""
