"""QR codes are read by a decoder that shares nothing with what made them."""

import re

import pytest
import zxingcpp
from PIL import Image

from reporting.qr import Square, square_of

MODULE = 4  # pixels


def draw(square: Square) -> Image.Image:
    """Return the code as its path says, black on white."""
    drawn = Image.new("L", (square.side, square.side), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", square.path):
        drawn.putpixel((int(x), int(y)), 0)
    return drawn.resize((square.side * MODULE,) * 2, Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    "text",
    [
        "https://reports.example/en/",
        "https://demo-reports.example/zh-hans/",
        f"https://{'long-' * 11}name.{'deep.' * 20}example/ckb/",
    ],
)
def test_a_code_says_the_address(text):
    """Letter by letter, also a long one."""
    square = square_of(text)

    [found] = zxingcpp.read_barcodes(draw(square))

    assert (text, zxingcpp.BarcodeFormat.QRCode) == (found.text, found.format)


def test_a_code_is_read_where_a_piece_of_it_is_torn_off():
    """Posters hang in the rain."""
    torn = draw(square_of("https://reports.example/en/"))
    half, piece = torn.width // 2, torn.width // 4
    torn.paste(255, (half, half, half + piece, half + piece))

    [found] = zxingcpp.read_barcodes(torn)

    assert "https://reports.example/en/" == found.text


def test_a_code_has_a_white_rim():
    """Four modules on each side, without which cameras do not find it."""
    square = square_of("https://reports.example/en/")

    places = [int(n) for pair in re.findall(r"M(\d+) (\d+)", square.path) for n in pair]

    assert (4, square.side - 5) == (min(places), max(places))
