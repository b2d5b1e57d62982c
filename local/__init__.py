"""The product on one machine: database, broker, mailbox and processes, without root."""
