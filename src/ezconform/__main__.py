"""`python -m ezconform` is `ezconform`."""

import sys

from ezconform.cli import main

if __name__ == "__main__":
    sys.exit(main())
