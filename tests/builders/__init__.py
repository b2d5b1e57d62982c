"""Makes what a test needs, a file for each room. All names, numbers and addresses are invented."""
