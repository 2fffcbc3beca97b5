"""What is said of each odd file: the words that stand beside it in the program.

`#` stands for a share; behind "(" come the words of a library.
"""

from __future__ import annotations

TOLD: dict[str, str] = {
    "jpeg called.png": "a JPEG file, although its name ends in .png",
    "png called.jpg": "a PNG file, although its name ends in .jpg",
    "heic called.jpg": "a HEIC file, although its name ends in .jpg",
    "cmyk.jpg": "CMYK without a color profile, converted plainly",
    "cmyk with profile.jpg": "CMYK converted through its color profile",
    "cmyk with bad profile.jpg": "CMYK with a damaged color profile, converted plainly",
    "ycck.jpg": "CMYK without a color profile, converted plainly",
    "ycck with profile.jpg": "CMYK converted through its color profile",
    "cmyk.tif": "CMYK without a color profile, converted plainly",
    "sixteen bits.png": "16 bits scaled to 8",
    "twelve bits.png": "12 bits scaled to 8",
    "sixteen bits of color.png": "16 bits scaled to 8",
    "sixteen bits with alpha.png": "16 bits scaled to 8",
    "sixteen bits.tif": "16 bits scaled to 8",
    "sixteen bits of color.tif": "16 bits scaled to 8",
    "whole numbers.tif": "numbers from -9 to 65463 scaled to 8 bits",
    "float.tif": "numbers from 0 to 1 scaled to 8 bits",
    "gaps.tif": "numbers from -1 to 3 scaled to 8 bits",
    "pages.tif": "first of 3 frames",
    "pages in a circle.tif": "first of 3 frames",
    "thousands of pages.tif": "first of more than 1,000 frames",
    "moves.gif": "first of 12 frames",
    "moves.webp": "first of 12 frames",
    "moves.png": "first of 12 frames",
    "two views.mpo": "first of 2 frames",
    "cut at 33.jpg": "#% of the picture is missing",
    "cut at 66.jpg": "#% of the picture is missing",
    "cut at 99.jpg": "#% of the picture is missing",
    "nearly whole.jpg": "the file breaks off behind its last row; the picture itself is whole",
    "zeros at the end.jpg": "#% of the picture is missing",
    "cut progressive.jpg": "the file breaks off: finer detail is missing everywhere",
    "cut.png": "#% of the picture is missing",
    "bad chunk.png": "damaged side information was left out; the picture itself is whole",
    "broken stream.png": "#% of the picture is missing; parts of the rest may be wrong",
    "cut.bmp": "#% of the picture is missing",
    "cut.gif": "#% of the picture is missing",
    "cut.tif": "#% of the picture is missing",
    "cut at 1.jpg": "a damaged JPEG file, or a kind that is not supported (",
    "hardly begun.png": "the file is damaged, only #% of the picture is left",
    "signature.png": "a damaged PNG file, or a kind that is not supported (",
    "cut.webp": "a damaged WebP file, or a kind that is not supported (",
    "cut.heic": "a damaged HEIC file, or a kind that is not supported (",
    "cut.avif": "a damaged AVIF file, or a kind that is not supported (",
    "empty.jpg": "the file is empty",
    "text.jpg": "not a picture, although its name ends in .jpg",
    "page.jpg": "a web page, not a picture; download the picture again",
    "drawing.svg": "a drawing (SVG), not a photograph; save it as PNG to use it",
    "document.pdf": "a drawing (PDF), not a photograph; save it as PNG to use it",
    "raw.nef": "a camera's raw file; export it as JPEG or TIFF to use it",
    "no pixels.png": "a damaged PNG file, or a kind that is not supported (",
    "no numbers.tif": "the picture holds no numbers, only NaN or infinity",
    "bomb.png":
        "60,000 × 60,000 pixels are more than the 300 million that are read; save a smaller "
        "copy to use it",
    "bomb.gif":
        "65,535 × 65,535 pixels are more than the 300 million that are read; save a smaller "
        "copy to use it",
    "bomb.bmp":
        "60,000 × 60,000 pixels are more than the 300 million that are read; save a smaller "
        "copy to use it",
    "bomb.jpg":
        "65,000 × 65,000 pixels are more than the 300 million that are read; save a smaller "
        "copy to use it",
    "bomb.tif":
        "60,000 × 60,000 pixels are more than the 300 million that are read; save a smaller "
        "copy to use it",
    "claims much.jpg":
        "the file is damaged: it claims 17,000 × 17,000 pixels, but holds hardly any",
    "claims much progressively.jpg":
        "the file is damaged: it claims 17,000 × 17,000 pixels, but holds hardly any",
    "claims much.png":
        "the file is damaged: it claims 17,000 × 17,000 pixels, but holds hardly any",
    "thousands of passes.jpg":
        "the picture comes in more than 100 passes, which no camera and no program writes; "
        "save it anew to use it",
}
"""By the name of the file; of those that are not here nothing is said."""
