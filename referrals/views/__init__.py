"""The pages of a team, by noun."""
