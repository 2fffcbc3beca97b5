"""Problem: something is not as it should be, and the person at the screen can mend it."""


class Problem(Exception):
    """An error for the reader.

    Its text says what is wrong, what is allowed and what to do; it is shown as it stands.
    Anything else that is raised is a defect of the program.
    """
