"""Two facing pages side by side. In: the pictures of two pages, and a path. Out: a small PNG."""

import sys

from PIL import Image, ImageOps

GROUND, EDGE, GREYS = 225, 24, 16

*pages, target = sys.argv[1:]
left, right = (Image.open(page).convert("L") for page in pages)
spread = Image.new("L", (left.width + 1 + right.width, left.height), GROUND)
spread.paste(left, (0, 0))
spread.paste(right, (left.width + 1, 0))
framed = ImageOps.expand(spread, EDGE, GROUND)
framed.quantize(GREYS).save(target, optimize=True)
