"""`ipt-cards progress`: looking after the learner's progress."""

import click

from ipt_cards.cli.lazy_group import LazyGroup

COMMANDS = {
    "backup": ("progress.backup", "Copy the progress file to FILE, which must not be there yet."),
    "check": ("progress.check", "Tell what is wrong with the file, if anything is."),
    "export": ("progress.export", "Print the log as JSON Lines, an entry a line, oldest first."),
    "merge": ("progress.merge", "Add the entries of other logs to this one."),
    "orphans": ("progress.orphans", "List the cards with a history that no deck has."),
    "rebuild": ("progress.rebuild", "Compute every card's schedule anew from the log."),
    "recover": ("progress.recover", "Save what is readable of a damaged file in FILE."),
    "repair-clock": ("progress.repair_clock", "Put right what a clock that was ahead dated."),
}


@click.group(cls=LazyGroup, subcommands=COMMANDS)
def command() -> None:
    """Check, copy, export, merge and mend your progress.

    All of it is one file: the log of your answers, from which every schedule is computed.
    """
