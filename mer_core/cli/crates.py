"""``mer crates``: the saved searches and the songs put together by hand."""

from __future__ import annotations

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.errors import InputError
from mer_core.library.crates import Crate, CrateTree
from mer_core.library.database import Library
from mer_core.paths import AppPaths


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per crate.")
def crates(as_json: bool) -> int:
    """List the crates with their numbers of songs.

    `mer search 'crate:"NAME"'` finds the songs of one, `mer export --crate NAME` keeps their order.
    """
    code = 0
    table = make_table("Crate", "Kind", "Songs", "Search", right=("Songs",))
    with Library.open(AppPaths.of_user().library) as library:
        tree = library.crates.tree()
        for crate in tree:
            number = None
            try:
                number = library.crates.count(crate.id)
            except InputError as error:
                code = 1
                Screen(stderr=True).print(f"{crate.name}: {error}", style="red")
            if as_json:
                values = {"name": crate.name, "path": tree.path(crate), "kind": crate.kind}
                print_json({**values, "songs": number, "query": tree.query_of(crate)})
            else:
                songs = "—" if number is None else str(number)
                table.add_row(tree.path(crate), crate.kind, songs, tree.query_of(crate))
    if not as_json:
        print_table(table)
    return code


def one_called(tree: CrateTree, name: str) -> Crate:
    """The crate of this name or path. Raises InputError where there is none, or more than one."""
    found = tree.called(name, whole=True)
    if not found:
        raise InputError(f'No crate is called "{name}"; `mer crates` lists them.')
    if len(found) > 1:
        paths = ", ".join(f'"/{tree.path(crate)}"' for crate in found)
        raise InputError(f'Several crates are called "{name}"; say which: {paths}.')
    return found[0]
