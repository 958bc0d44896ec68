"""``python -m website build``: the site; ``python -m website serve``: look at it here."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from website import edition, lite
from website.pages.lessons import EDITION
from website.serve import Server
from website.trouble import SiteError

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / ".build" / "site"
KEPT = ROOT / ".cache" / "site"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what goes wrong is a sentence on stderr and the status 1."""
    parser = argparse.ArgumentParser(prog="python -m website", description="The course's site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    make = commands.add_parser("build", help="write the site into a folder of static files")
    make.add_argument("--out", type=Path, default=OUT, help="the folder (default: %(default)s)")
    make.add_argument("--edition", type=Path, help="a file that chooses lessons, see docs/site.md")
    make.add_argument("--without-pages", action="store_true", help="the browser edition alone")
    make.set_defaults(run=_build)
    show = commands.add_parser("serve", help="show the built site on this machine")
    show.add_argument("--out", type=Path, default=OUT, help="the folder (default: %(default)s)")
    show.add_argument("--port", type=int, default=8800, help="(default: %(default)s)")
    show.set_defaults(run=_serve)
    given = parser.parse_args(arguments)
    try:
        given.run(given)
    except SiteError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _build(given: argparse.Namespace) -> None:
    chosen = edition.read(given.edition)
    out: Path = given.out
    if out.exists() and any(out.iterdir()) and not (out / lite.MARK).exists():
        raise SiteError(f"{out} has files that are none of ours: name an empty folder with --out.")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / lite.MARK).touch()
    if not given.without_pages:
        from website import docs  # Sphinx is not needed for the edition alone

        docs.build(out, KEPT, print)
    lite.build(out / EDITION, KEPT, chosen, print)
    print(f"The site is in {out}: copy this folder to any static host, or look at it with")
    print("make serve-site")


def _serve(given: argparse.Namespace) -> None:
    if not (given.out / lite.MARK).exists():
        raise SiteError(f"There is no site in {given.out} yet: make site")
    try:
        server = Server(given.out, given.port)
    except OSError as error:
        raise SiteError(
            f"Port {given.port} can't be used ({error.strerror}): name another with --port"
        ) from None
    print(f"The site is at {server.address}; Ctrl-C ends it.", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())
