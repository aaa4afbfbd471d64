"""`python -m ipt_cards` is `ipt-cards`."""

from ipt_cards.cli.main import main

if __name__ == "__main__":
    main()
