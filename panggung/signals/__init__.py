"""Signals: pure functions from a sample (text, frames, sound) to a number with evidence. No Django, no database."""
