"""Pictures: decoded to pixels, made no larger than needed, and encoded anew as JPEG."""

from contextlib import suppress
from io import BytesIO

from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from reporting import limits
from reporting.evidence.codes import BROKEN, FRAMES, JPEG, PICTURE, SIZE, TOO_MUCH, WEBP, Refused
from reporting.evidence.made import Made
from reporting.evidence.outline import read_outline
from reporting.evidence.traces import find_traces

# Named, because nothing can be loaded any more once a file is looked at. The last two read the
# notes of JPEG files; `formats` below lets no picture be decoded as one of theirs.
DECODERS = (
    JpegImagePlugin, PngImagePlugin, WebPImagePlugin, MpoImagePlugin, TiffImagePlugin,
)  # fmt: skip
Image.preinit()
QUALITIES = (88, 75, 60)
PREVIEW_QUALITY = 70
_DRAWING = frozenset({"E0", "DB", "C0", "C4", "DA", "D9"})  # parts of a JPEG
_WHITE = (255, 255, 255)
_CLEAR = ("RGBA", "LA", "PA", "RGBa", "La")


def clean_picture(kind: str, data: bytes) -> Made:
    """Return a picture of `kind` as a JPEG without anything but pixels, or raise Refused."""
    outline = read_outline(kind, data)
    try:
        with Image.open(BytesIO(data), formats=[kind.upper()]) as image:
            _require_size(image, kind)
            removed = set(find_traces(image, outline))
            if getattr(image, "n_frames", 1) > 1:
                removed.add(FRAMES)
            size = image.size
            pixels = _draw(image, kind)
    except Image.DecompressionBombError:
        raise Refused(TOO_MUCH) from None
    if pixels.width * pixels.height < size[0] * size[1]:
        removed.add(SIZE)
    content = encode(pixels, limits.FILE_BYTES)
    return Made(PICTURE, content, frozenset(removed), (preview_of(pixels),))


def preview_of(pixels: Image.Image) -> bytes:
    """Return a small JPEG of `pixels`, to be looked at before the file is sealed."""
    scale = min(1.0, (limits.PREVIEW_PIXELS / (pixels.width * pixels.height)) ** 0.5)
    size = (max(1, int(pixels.width * scale)), max(1, int(pixels.height * scale)))
    out = BytesIO()
    pixels.resize(size, reducing_gap=2.0).save(out, "JPEG", quality=PREVIEW_QUALITY)
    return _bare(out.getvalue())


def encode(pixels: Image.Image, most: int) -> bytes:
    """Return `pixels` as a JPEG of at most `most` bytes; a finer one first."""
    for quality in QUALITIES:
        out = BytesIO()
        pixels.save(out, "JPEG", quality=quality, subsampling=0 if quality == QUALITIES[0] else 2)
        if out.tell() <= most:
            return _bare(out.getvalue())
    raise Refused(TOO_MUCH)


def _bare(jpeg: bytes) -> bytes:
    """Return a JPEG that consists of what draws it, and of nothing that a library added."""
    outline = read_outline(JPEG, jpeg)
    if outline.appended or not {part.name for part in outline.parts} <= _DRAWING:
        raise Refused(BROKEN)
    return jpeg


def _require_size(image: Image.Image, kind: str) -> None:
    """Refuse more pixels than fit into memory, before one of them is decoded."""
    # JPEG can be decoded at a half, a quarter or an eighth, unless it comes in several passes.
    in_parts = kind == JPEG and not image.info.get("progressive")
    most = limits.PICTURE_PIXELS_IN_PARTS if in_parts else limits.PICTURE_PIXELS
    if kind == WEBP:
        most //= 2  # its decoder holds the picture three times
    if image.width * image.height > most:
        raise Refused(TOO_MUCH)


def _draw(image: Image.Image, kind: str) -> Image.Image:
    if kind == JPEG:
        part = 1
        while image.width * image.height > limits.PICTURE_PIXELS * part * part:
            part *= 2
        image.draft("RGB", (image.width // part, image.height // part))
    image.load()
    _turn(image)
    pixels = _on_white(image)
    pixels.info = {}  # Pillow would write its comment into the new file
    return pixels


def _turn(image: Image.Image) -> None:
    """Turn a picture as its notes say, since they do not come along."""
    # Where they are not readable, it stays as it lies.
    with suppress(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError):
        ImageOps.exif_transpose(image, in_place=True)


def _on_white(drawn: Image.Image) -> Image.Image:
    if drawn.mode == "RGB":
        return drawn
    if drawn.mode not in _CLEAR and "transparency" not in drawn.info:
        return drawn.convert("RGB")
    clear = drawn if drawn.mode == "RGBA" else drawn.convert("RGBA")
    page = Image.new("RGB", clear.size, _WHITE)
    page.paste(clear, mask=clear)
    return page
