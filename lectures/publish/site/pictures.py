"""Smaller files for pictures: fewer colours, which a drawing does not need."""

from io import BytesIO

COLOURS = 96


def smaller(png, width=None):
    """The same picture in fewer colours.

    Parameters
    ----------
    png : bytes
    width : int, optional
        Of the result in pixels; as it is when left out.

    Returns
    -------
    bytes
        A PNG.
    """
    from PIL import Image

    picture = Image.open(BytesIO(png)).convert("RGB")
    if width:
        picture = picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()
