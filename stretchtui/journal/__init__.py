"""The session records on the disk, and the only place that knows TinyDB."""
