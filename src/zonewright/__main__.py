"""``python -m zonewright``."""

import sys

from zonewright.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
