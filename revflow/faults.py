"""What goes wrong for a reason that a person can mend."""


class UnusableInput(Exception):
    """The input can't be used. The message is a sentence for whoever can mend it: file, line, column, found, to do."""
