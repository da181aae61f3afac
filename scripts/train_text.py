"""Train the text model: `python -m scripts.train_text DATA [--own FILE.jsonl] --out models/text-id-nc`.

DATA is a folder with train.csv and slang.csv in the format of Ibrohim and Budi (2019). Without DATA, --own alone.
docs/operating/text-model.md says more.
"""

import argparse
import sys
from pathlib import Path

from panggung.signals.trainingrows import RowError
from panggung.signals.trainingrun import train_folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.train_text", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, metavar="DATA")
    parser.add_argument("--own", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    try:
        figures = train_folder(options.data, options.out, own=options.own)
    except RowError as error:
        print(f"{error.where}: {error.code}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    for name, values in figures.items():
        print(f"{name:24}" + "  ".join(f"{label} {value:.3f}" for label, value in values.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
