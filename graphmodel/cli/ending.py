"""What happens when the system ends the program, or a disk fills up, in the middle of writing."""

import signal
import sys
import threading


class Ended(BaseException):
    """The system, or a terminal that is closed, ends the program. What is half written is deleted on the way out.

    Args:
        number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


def clear_up_when_ended() -> None:
    """Raise :class:`Ended` where the program would just stop; keep errors of clearing up from the screen."""
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _say_nothing_of_files
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _: object) -> None:
    raise Ended(number)


def _say_nothing_of_files(fault: "sys.UnraisableHookArgs") -> None:
    """A file that cannot be written is an error of its own; closing it fails once more."""
    if not isinstance(fault.exc_value, OSError):
        sys.__unraisablehook__(fault)
