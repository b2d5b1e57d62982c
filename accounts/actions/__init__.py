"""Every write on who may enter and how: one file a noun."""
