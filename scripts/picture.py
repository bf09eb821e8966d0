#!/usr/bin/env python3
"""Draws coloured terminal output as an SVG.

usage: secondhand explain examples/harbour-contract.txt --publisher "Port Ledger" --color always |
           python3 scripts/picture.py docs/img/explain.svg TITLE [FIRST LAST]

Draws the lines FIRST to LAST of its standard input, counted from 1; all of them where they are left out.
Needs the package `rich`.
"""
import io
import re
import sys

from rich.console import Console
from rich.text import Text

# The drawing names fonts that the reader's machine has and fetches none.
FONT_FACE = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)


def svg_format():
    from rich._export_format import CONSOLE_SVG_FORMAT

    plain = FONT_FACE.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code", "ui-monospace, Menlo, Consolas")
    return re.sub(r"<!--.*?-->\s*", "", plain, flags=re.DOTALL)


def main(target, title, first=1, last=None):
    lines = sys.stdin.read().splitlines()[int(first) - 1 : int(last) if last else None]
    text = Text.from_ansi("\n".join(lines))
    console = Console(record=True, width=84, file=io.StringIO())
    console.print(text)
    console.save_svg(target, title=title, code_format=svg_format())


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
