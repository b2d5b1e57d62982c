"""At the team: filing, withdrawing, correcting, erasing, and every archive about a client."""
