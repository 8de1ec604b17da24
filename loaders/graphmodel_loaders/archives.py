"""What tells a zip archive that is damaged, encrypted or an attack; each reader says what to do about it."""

import zipfile
import zlib

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Begins files of Office with a password, and those of formats before 2007: no archives."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What a damaged member raises; RuntimeError where it is encrypted, NotImplementedError for an unknown compression."""
_ENCRYPTED = 0x1


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member has a password."""
    return bool(member.flag_bits & _ENCRYPTED)


def is_too_dense(unpacked: int, packed: int, *, small: int, densest: int) -> bool:
    """Whether content is compressed more than any program does it, as in an attack that fills the memory.

    Args:
        unpacked: its bytes.
        packed: its bytes in the archive.
        small: bytes up to which any ratio may be.
        densest: how many times as large as in the archive it may be.
    """
    return unpacked > small and unpacked > densest * max(packed, 1)
