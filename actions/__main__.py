"""Runs the action server: `python -m actions`."""

from actions.app import main

if __name__ == "__main__":
    main()
