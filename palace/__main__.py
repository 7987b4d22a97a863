"""``python -m palace`` is the command ``palace``."""

from palace.cli.main import main

if __name__ == "__main__":
    main()
