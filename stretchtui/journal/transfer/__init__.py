"""Sessions that leave the journal in files, and come back."""
