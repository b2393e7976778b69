"""Files as people send them and as nobody should, all made here."""

import zlib
from io import BytesIO

from PIL import Image, PngImagePlugin

CANARY = "Kanarienvogel"
PLACE, DETAILS, SMALL = 0x8825, 0x8769, 1


def picture(width=64, height=48):
    """Return a picture in which no two corners are alike."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("blue", (width // 2, height // 2, width, height))
    return image


def saved(image, kind, **options):
    """Return an image as a file of `kind`."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def notes():
    """Return EXIF notes with a canary in each field that holds text."""
    exif = Image.Exif()
    exif.update({0x010F: CANARY, 0x0110: CANARY, 0x0131: CANARY, 0x013B: CANARY, 0x010E: CANARY})
    exif[0x0132] = "2026:05:03 14:03:00"
    exif[DETAILS] = {0x9003: "2026:05:03 14:03:00", 0xA431: CANARY, 0x9286: CANARY.encode()}
    exif[PLACE] = {1: "N", 2: (53.0, 24.0, 30.0), 3: "W", 4: (2.0, 58.0, 44.0), 0x1B: b"GPS"}
    return exif.tobytes()


XMP = (
    '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:e="http://ns.adobe.com/x">'
    f"<dc:creator>{CANARY}</dc:creator><xmpMM:History>{CANARY}</xmpMM:History></x:xmpmeta>"
).encode()


def photo(**options):
    """Return a photo as a telephone takes it: place, time, model and more."""
    return saved(
        picture(), "JPEG", exif=notes(), xmp=XMP, comment=CANARY.encode(),
        icc_profile=CANARY.encode() * 20, **options,
    )  # fmt: skip


def large_photos(count):
    """Return so many photos of almost 10 MB each, as full of detail as photos can be."""
    image = Image.merge("RGB", [Image.effect_noise((3_980, 2_985), 60) for _ in range(3)])
    photos = []
    for place in range(count):
        image.paste("red", (400 * place, 0, 400 * place + 400, 400))
        photos.append(saved(image, "JPEG", quality=91, comment=CANARY.encode()))
    assert all(9_000_000 < len(each) <= 10_000_000 for each in photos), list(map(len, photos))
    return photos


def screenshot():
    """Return a PNG with every kind of note."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", CANARY)
    text.add_text("Author", CANARY, zip=True)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    text.add(b"tIME", bytes((7, 234, 5, 3, 14, 3, 0)))
    return saved(picture(), "PNG", pnginfo=text, exif=notes())


def web_picture():
    """Return a WebP with notes."""
    return saved(picture(), "WEBP", exif=notes(), xmp=XMP, lossless=True)


def document(pages=1, shown="Seen"):
    """Return a PDF with an author, a program, a note, a file inside, and a barred line."""
    drawn = (
        f"BT /F 24 Tf 50 700 Td ({shown}) Tj ET "
        f"BT /F 24 Tf 50 600 Td ({CANARY}) Tj ET 0 g 40 590 300 40 re f"
    )
    doing = f"/OpenAction<</S/JavaScript/JS({CANARY})>>"
    inside = f"<</Names[(a) <</Type/Filespec/F({CANARY})>>]>>"
    font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R{doing}/Names<</EmbeddedFiles{inside}>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{font}>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        f"<</Type/Metadata/Subtype/XML/Length {len(XMP)}>>stream\n{XMP.decode()}\nendstream",
        f"<</Author({CANARY})/Creator({CANARY})/CreationDate(D:20260503140300)/Title({CANARY})>>",
    ]
    if pages > 1:
        kids = " ".join(f"{7 + number} 0 R" for number in range(pages))
        objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {pages}>>"
        objects += [objects[2]] * pages
    return pdf_of(objects)


def pdf_of(objects):
    """Return a PDF of `objects`, of which the first is the catalogue and the sixth the notes."""
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, each in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info 6 0 R>>\n" % (len(starts) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def zip_of(data):
    """Return a ZIP archive as another file can carry it at its end."""
    name = b"a"
    size = len(data).to_bytes(4, "little")
    member = b"PK\x03\x04" + bytes(10) + zlib.crc32(data).to_bytes(4, "little") + size * 2
    member += (1).to_bytes(2, "little") + bytes(2) + name + data
    return member + b"PK\x05\x06" + bytes(18)


def pixel_bomb(side=30_000):
    """Return a PNG of a few kilobytes that holds many million pixels."""
    rows = zlib.compress(bytes(side // 8 + 1) * side, 9)
    head = side.to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in parts
    )
