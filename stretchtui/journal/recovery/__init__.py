"""What is mended on the way, checked and repaired as a whole, and brought back from versions."""
