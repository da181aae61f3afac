"""`python -m panggung` is the same as `panggung`."""

from panggung.cli import main

main()
