"""At the receiver: worklist, contact, terms, deleting. What is logged here no team can see (D4)."""
