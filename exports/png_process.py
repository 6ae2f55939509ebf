"""Renders SVG from standard input as PNG to standard output: `png_process.py FONTS`.

A program of its own, which imports nothing of this package: resvg holds the interpreter's lock while it renders.
"""

import sys

import resvg_py


def main() -> None:
    """`FONTS`: a folder of fonts, used with those of the system."""
    picture = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=picture, font_dirs=sys.argv[1:]))


if __name__ == "__main__":
    main()
