"""The command line, the only room that knows click; a file is named as its verb or its group of verbs."""
