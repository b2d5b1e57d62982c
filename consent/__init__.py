"""What a client was told and agreed to, and its withdrawal."""
