"""Municipalities, organisations, and who serves which place on which day."""
