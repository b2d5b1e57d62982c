"""The questions to the receiver, by noun."""
