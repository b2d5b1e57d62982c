"""Who gets in: accounts and roles, the second factor, invitations."""
