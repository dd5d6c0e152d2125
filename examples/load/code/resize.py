"""Makes a grey picture smaller.

Event: {"w": WIDTH}, 1 to 256
"""

import json

SIDE = 256
# A checkerboard: one byte a pixel.
PICTURE = [bytes(255 * (x // 16 + y // 16 & 1) for x in range(SIDE)) for y in range(SIDE)]


def handler(event, context):
    """The nearest pixels of the checkerboard in a square of the width, and how many of them are white."""
    width = json.loads(event)["w"]
    if not 1 <= width <= SIDE:
        raise ValueError(f"w is {width}; it must be between 1 and {SIDE}")
    nearest = [position * SIDE // width for position in range(width)]
    pixels = b"".join(bytes(PICTURE[y][x] for x in nearest) for y in nearest)
    return {"w": width, "pixels": len(pixels), "white": pixels.count(255)}
