"""What is said when: the sheet of cues, and the scheduler that reads it."""
