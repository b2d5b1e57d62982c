"""Papers out of a spreadsheet, whole or not at all, and back into one."""
