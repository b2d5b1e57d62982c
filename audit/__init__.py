"""The trail: who did what, when, on which object. It only grows, and tampering shows (D11)."""
