"""`python -m facemon`: the same as the command `facemon`."""

import sys

from facemon.cli import main

if __name__ == "__main__":
    sys.exit(main())
