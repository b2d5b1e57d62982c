"""Every mail that leaves, and what comes back. The only room that speaks SMTP and IMAP."""
