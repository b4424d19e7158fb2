"""What plain mode says besides the cues: written to be heard, one thing a line."""
