"""What students may put into a notebook to stop, cover or take over a page: pieces that are repeated and mixed."""

import base64
import struct
import zlib

from hypothesis import strategies as st

# fmt: off
_HTML = (
    "<p>", '<b id="i">', "<p>x", "<i><u><b>", "</b>", "<a href=#x>", "<table>", "<tr><td>", "<li>", "<ul>", "<div>",
    "<details><summary>", "<blockquote>", "<!--", "-->", "<style>", "</style>", "<script>alert(1)</script>", "<svg>",
    "<math>", "<select><option>", "<template>", "<textarea>", "<title>", "<plaintext>", "<xmp>", "<noscript>",
    "<img src=x onerror=alert(1)>", "<img src='data:image/png;base64,AAAA'>", "<iframe src=//x>", "<form><button>",
    "<a href='javascript:alert(1)'>", "<p style='position:fixed;top:0'>", "<p style='margin-top:-900px'>",
    "<base href=//x>",
    "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//x>", "<b onclick=alert(1)>", "<", "<<a",
    "</", "&",
    "&#60;script&#62;", "&lt;", "<a b='", '<a "', "<![CDATA[", "]]>", "<?xml ?>", "<!DOCTYPE html>",
    "<use href='#a'/>",
)
_MARKDOWN = (
    "\n", "\n\n", "> ", "- ", "    ", "\n\n1. ", "*", "**", "_", "`", "```\n", "~~~\n", "[", "](", ")", "![",
    "[x]: y\n", "|",
    "|--|\n", "# ", "\\", "\\\\[", "\\\\(", "$", "$$", "\\begin{a}", "\\end{a}", "\\begin{align}a&=b\\\\",
    "\\frac{", "}{", "x_",
    "x^", "\\text{<script>}", "\\href{javascript:alert(1)}{x}", "\\rule{90em}{90em}", "\\raise 90em{x}",
    "\\kern-90em ",
    "\\newcommand{\\a}{\\a\\a}\\a", "\\smash{\\llap{x}}", "\\color{white}{x}", "\\sqrt", "\\left(",
    "attachment:a.png",
    "[x](javascript:alert(1))", "![](attachment:a.png)", "![](data:image/png;base64,AAAA)", "<http://x>", "http://x ",
    "\x1b[31m", "\x1b]0;t\x07", "\u202e", "\ue000", "\ue0000\ue001", "\x00", "\ud800", "{{ x }}", "{% y %}",
    "=cmd|' /C calc'!A0",
)
_SVG = (
    "<g>", "</g>", "<svg>", "<use href='#a'/>", "<g id='a'>", "<use xlink:href='#a'/>", "<path d='M0 0'/>",
    "<script>alert(1)</script>",
    "<image href='http://x'/>", "<animate/>", "<foreignObject>", "<style>*{}</style>", "<text>x</text>",
    "<filter>", "<defs>",
    "<a href='javascript:alert(1)'/>", "<rect onload='alert(1)'/>", "&lol;", "<g style='fill:url(http://x)'/>",
)
_HEADS = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">',
    '<!DOCTYPE svg [<!ENTITY lol "lollollol"><!ENTITY lol2 "&lol;&lol;">]><svg xmlns="http://www.w3.org/2000/svg">',
)


# fmt: on


def _repeated(pieces):
    """Some of the pieces, each up to 20,000 times."""
    part = st.tuples(st.sampled_from(pieces), st.sampled_from((1, 1, 1, 2, 40, 400, 4_000, 20_000)))
    return st.lists(part, min_size=1, max_size=8).map(lambda parts: "".join(piece * times for piece, times in parts))


def _png(width, height):
    """A picture whose header says so many pixels."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 1000))]
    chunks = [
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in [*parts, (b"IEND", b"")]
    ]
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()


_MARKUP = _repeated(_HTML + _MARKDOWN)
_DRAWINGS = st.tuples(st.sampled_from(_HEADS), _repeated(_SVG), st.sampled_from(("</svg>", "")))
_SIZES = st.sampled_from((0, 1, 500, 30_000, 2**31 - 1))
_BUNDLES = st.one_of(
    _MARKUP.map(lambda text: {"text/html": text}),
    _MARKUP.map(lambda text: {"text/markdown": text}),
    _MARKUP.map(lambda text: {"text/latex": text}),
    _MARKUP.map(lambda text: {"text/plain": text.split("x")}),
    _DRAWINGS.map(lambda parts: {"image/svg+xml": "".join(parts), "text/plain": "<b>x"}),
    st.builds(lambda width, height: {"image/png": _png(width, height)}, _SIZES, _SIZES),
    st.just({"image/jpeg": "no", "application/javascript": "alert(1)"}),
)
_OUTPUTS = st.one_of(
    _BUNDLES.map(lambda data: {"output_type": "display_data", "data": data, "metadata": {}}),
    _MARKUP.map(lambda text: {"output_type": "stream", "name": "stdout", "text": text}),
    _MARKUP.map(lambda text: {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}),
)
_PICTURES = st.builds(lambda width, height: {"a.png": {"image/png": _png(width, height)}}, _SIZES, _SIZES)


def contents():
    """Strategy for what a student wrote: ``{"words", "attachments", "code", "outputs", "reason", "student"}``."""
    return st.fixed_dictionaries(
        {
            "words": _MARKUP,
            "attachments": _PICTURES,
            "code": _MARKUP,
            "outputs": st.lists(_OUTPUTS, max_size=3),
            "reason": _MARKUP,
            "student": st.text(min_size=1, max_size=20) | st.sampled_from(_HTML),
        }
    )
