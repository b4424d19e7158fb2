"""The rules of the program: standard library and pendulum only, no I/O and no clock of its own."""
