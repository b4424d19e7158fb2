"""Runs the program as `python -m stretchtui`."""

from stretchtui.cli.main import main

if __name__ == "__main__":
    main()
