"""Custom properties of an office file, which say which copy of a tool it is.

Facts: ECMA-376, part 1 (custom properties).
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

PROPERTIES_PART = "/docProps/custom.xml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def properties_xml(properties: Mapping[str, str]) -> str:
    """The part of an office file that holds its custom properties."""
    entries = "".join(
        f'<property fmtid={quoteattr(_FORMAT)} pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(properties.items(), 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_VALUES}">{entries}</Properties>'
    )
