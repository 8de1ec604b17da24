"""LibreOffice as people use it: it opens a copy, text is typed into cells through UNO, and it saves the file.

A macro in Basic does the typing, because LibreOffice runs it without any Python of its own.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")
_NEW_LINE = "\u2424"
"""Stands for a new line in the file with what is to be typed."""

_MACRO = """
Sub Main
  On Error Goto Failed
  Dim oStream, sText, aParts, oDocument, oCell
  oStream = createUnoService("com.sun.star.io.TextInputStream")
  oStream.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead(Environ("TO_TYPE")))
  oStream.setEncoding("UTF-8")
  Dim aHidden(0) As New com.sun.star.beans.PropertyValue
  aHidden(0).Name = "Hidden"
  aHidden(0).Value = True
  oDocument = StarDesktop.loadComponentFromURL(oStream.readLine(), "_blank", 0, aHidden())
  Do While Not oStream.isEOF()
    sText = oStream.readLine()
    If sText <> "" Then
      aParts = Split(sText, Chr(9))
      If oDocument.supportsService("com.sun.star.sheet.SpreadsheetDocument") Then
        oCell = oDocument.Sheets.getByName(aParts(0)).getCellRangeByName(aParts(1))
      Else
        oCell = TableAt(oDocument, CInt(aParts(0))).getCellByName(aParts(1))
      End If
      TypeInto oCell, aParts(2), Join(Split(aParts(3), "MARK"), Chr(10))
    End If
  Loop
  oDocument.store()
  oDocument.close(True)
  StarDesktop.terminate()
  Exit Sub
Failed:
  Open Environ("TO_TYPE_FAILED") For Output As #1
  Print #1, Erl & ": " & Error$ & " " & sText
  Close #1
  StarDesktop.terminate()
End Sub

Sub TypeInto(oCell, sHow, sTyped)
  If sHow = "over" Then
    oCell.setString(sTyped)
  Else
    Dim oCursor
    oCursor = oCell.createTextCursor()
    oCursor.gotoEnd(False)
    oCell.insertString(oCursor, sTyped, False)
  End If
End Sub

Function TableAt(oDocument, nWanted)
  Dim oFound, oOne, nCount
  nCount = 0
  oFound = oDocument.Text.createEnumeration()
  Do While oFound.hasMoreElements()
    oOne = oFound.nextElement()
    If oOne.supportsService("com.sun.star.text.TextTable") Then
      If nCount = nWanted Then
        TableAt = oOne
        Exit Function
      End If
      nCount = nCount + 1
    End If
  Loop
End Function
""".replace("MARK", _NEW_LINE)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = "http://openoffice.org/2000/library"
_LIST = "http://openoffice.org/2000/library"
_XLINK = "http://www.w3.org/1999/xlink"


def type_and_save(file: Path, typed: Iterable[tuple[str, str, str, str]], folder: Path) -> None:
    """Open a file, type into cells, and save it under its own name.

    Args:
        file: a Word document or a workbook.
        typed: for each text the table (its number from 0, or the name of the sheet), the cell, how (``over`` what
            stands there, or ``behind`` it), and the text.
        folder: for the profile of the program, which it makes there.
    """
    profile = folder / "profile"
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    # The first start makes the profile, and would take the place of a macro that is there already.
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    _write_macro(profile / "user" / "basic")
    plan, failed = folder / "typed.txt", folder / "failed.txt"
    lines = ["\t".join([*where, text.replace("\n", _NEW_LINE)]) for *where, text in typed]
    plan.write_text("\n".join([file.as_uri(), *lines, ""]), "utf-8", newline="\n")
    own = {**os.environ, "TO_TYPE": plan.as_uri(), "TO_TYPE_FAILED": str(failed)}
    subprocess.run([*command, "macro:///Standard.Typing.Main"], check=True, capture_output=True, timeout=180, env=own)
    if failed.exists():
        raise AssertionError(failed.read_text("utf-8"))


def _write_macro(basic: Path) -> None:
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    library = f'{_HEAD}<library:library xmlns:library="{_LIBRARY}" library:name="Standard" library:readonly="false"'
    libraries = f'{_HEAD}<library:libraries xmlns:library="{_LIST}" xmlns:xlink="{_XLINK}">'
    one = '<library:library library:name="Standard" library:link="false"/></library:libraries>'
    for kind in ("script", "dialog"):
        (basic / f"{kind}.xlc").write_text(libraries + one, "utf-8")
        element = '<library:element library:name="Typing"/>' if kind == "script" else ""
        (basic / "Standard" / f"{kind}.xlb").write_text(
            f'{library} library:passwordprotected="false">{element}</library:library>', "utf-8"
        )
    module = '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"'
    (basic / "Standard" / "Typing.xba").write_text(
        f'{_HEAD}{module} script:language="StarBasic">{escape(_MACRO)}</script:module>', "utf-8"
    )
