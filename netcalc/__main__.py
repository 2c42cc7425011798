"""`netcalc`, also as `python -m netcalc`."""

import gc


def main() -> None:
    """Run the command line; a short program need not look for garbage while its modules load."""
    gc.set_threshold(100_000)
    from netcalc.cli import app

    app(prog_name="netcalc")


if __name__ == "__main__":
    main()
