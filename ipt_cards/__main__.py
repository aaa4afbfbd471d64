"""`ipt-cards`, and `python -m ipt_cards`: what has to be there before anything is imported."""

import os
import sys


def main() -> None:
    """Run the command line and exit.

    Ctrl-C ends it with the exit code of an interruption from here on, also while it is imported.
    """
    try:
        from ipt_cards.cli.main import main as run  # noqa: PLC0415 - see above

        run()
    except KeyboardInterrupt:
        try:  # noqa: SIM105 - contextlib may be what wasn't imported to its end
            os.write(2, b"\nInterrupted.\n")
        except OSError:  # closed by whoever started this
            pass
        sys.exit(130)


if __name__ == "__main__":
    main()
