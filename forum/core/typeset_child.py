"""The typesetter in a process of its own: what it takes in memory is given back, and it can be stopped.

Standard input is one JSON object; standard output is the PDF, or nothing and an exit code.
"""

from __future__ import annotations

import json
import resource
import sys

UNPRINTABLE = 3
"""A letter that no font at hand can show."""


def main() -> int:
    """Set the PDF that is asked for, within its limits."""
    asked = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import typst

    fonts = typst.Fonts(include_system_fonts=asked["system"], font_paths=[asked["fonts"]])
    try:
        made = typst.compile(
            asked["template"], root=asked["root"], font_paths=fonts, sys_inputs={"values": asked["values"]},
            pdf_standards=["ua-1"], timestamp=asked["at"],
        )  # fmt: skip
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n{error.diagnostic}")
        return UNPRINTABLE if "could not be displayed" in error.message else 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
