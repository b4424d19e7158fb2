"""The same session as plain lines: for screen readers, simple terminals, pipes and slow lines.

Nothing here moves a cursor, colours a word or sends a control byte. Each cue is a line, each
key a line that the person types, and a question can always be left unanswered.
"""
