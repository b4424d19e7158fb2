"""Calling cues out loud: speech engines, tones, the bell; found at run time, never in the way."""
