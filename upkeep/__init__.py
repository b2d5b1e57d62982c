"""Whether the product itself is well: what ran, what is overdue, what an operator must look at (ADR 0070)."""
