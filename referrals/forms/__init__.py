"""The questions of a referral and of what happens to it, by noun."""
