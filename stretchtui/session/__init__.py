"""What the full screen and plain lines both stand on to lead a session and to keep it."""
