"""The pages of the receiver, by noun."""
