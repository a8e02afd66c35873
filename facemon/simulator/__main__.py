"""`python -m facemon.simulator`: the same as `facemon simulate`."""

import argparse
import sys

from facemon.simulator.serve import add_arguments, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="facemon simulate")
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
