"""`python -m semsearch`: the command line."""

from semsearch.cli import main

main()
