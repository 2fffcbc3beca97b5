"""`satsuma widgets`: list the widgets there are, by category."""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from textwrap import indent

from satsuma.catalog import discover


def main(options: argparse.Namespace) -> int:
    catalog = discover()
    specs = sorted((cls.spec for cls in catalog.widgets.values()),
                   key=lambda spec: (spec.category, spec.title))
    for category, group in groupby(specs, key=lambda spec: spec.category):
        sys.stdout.write(f"{category}\n")
        for spec in group:
            first_line = spec.doc.partition("\n")[0]
            sys.stdout.write(f"  {spec.title:24} {first_line}\n")
            sys.stdout.write(f"  {'':24} {', '.join(spec.inputs) or '–'} → "
                             f"{', '.join(spec.outputs) or '–'}   ({spec.id})\n")
    for file, reason in catalog.broken.items():
        sys.stderr.write(f"satsuma: {file} cannot be used:\n{indent(reason.strip(), '  ')}\n")
    return 1 if catalog.broken else 0
