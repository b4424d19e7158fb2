"""The clock, folders, files, locks and what keeps a machine awake."""
