"""`python -m duibiao`."""

import sys

from duibiao import main

if __name__ == "__main__":
    sys.exit(main())
