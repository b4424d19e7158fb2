"""Files of a month, their lock, their layout and their backups."""
