"""The papers: agreement, protocol, mailbox, contacts, duties, evaluation, reminders."""
