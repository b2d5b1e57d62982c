"""The law as plain Python: may these data go, why not, and until when. No clock and no database."""
