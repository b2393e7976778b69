"""Writes a PDF of nothing but pictures, one a page: no title, no date, no text, no link."""

from dataclasses import dataclass
from io import BytesIO

_POINTS_AN_INCH = 72


@dataclass(frozen=True)
class Page:
    """A JPEG in colour and a small one, its size in pixels, and how many of them are an inch."""

    jpeg: bytes
    preview: bytes
    width: int
    height: int
    resolution: int


def write_pdf(pages: list[Page]) -> bytes:
    """Return a PDF (ISO 32000, version 1.4) that shows `pages`."""
    out, starts = BytesIO(), [0]
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def begin() -> int:
        starts.append(out.tell())
        out.write(b"%d 0 obj\n" % (len(starts) - 1))
        return len(starts) - 1

    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pages)))
    begin()
    out.write(b"<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
    begin()
    out.write(b"<</Type/Pages/Kids[%s]/Count %d>>\nendobj\n" % (kids, len(pages)))
    for page in pages:
        number = begin()
        width, height = (
            pixels * _POINTS_AN_INCH / page.resolution for pixels in (page.width, page.height)
        )
        out.write(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R"
            b"/Resources<</XObject<</P %d 0 R>>>>>>\nendobj\n"
            % (width, height, number + 1, number + 2)
        )
        drawn = b"%.2f 0 0 %.2f 0 0 cm /P Do" % (width, height)
        begin()
        out.write(b"<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(drawn), drawn))
        begin()
        out.write(
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB"
            b"/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n"
            % (page.width, page.height, len(page.jpeg))
        )
        out.write(page.jpeg + b"\nendstream\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(starts))
    out.write(b"".join(b"%010d 00000 n \n" % start for start in starts[1:]))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(starts), table))
    return out.getvalue()
