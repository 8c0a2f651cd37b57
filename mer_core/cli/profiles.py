"""``mer profiles``: which fields are written, by which rules; see, export and import them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request
from mer_core.paths import AppPaths
from mer_core.settings import Settings
from mer_core.tags import profiles as known
from mer_core.tags.profiles import Profile
from mer_core.tags.table import FAMILIES, GROUPS

_RULES = (
    click.option("--profile", "name", default=None, help="What to write; see `mer profiles`."),
    click.option(
        "--existing", type=click.Choice(known.EXISTING), default=None,
        help="Mood words that are there: replace them, add ours, replace only ours, or keep all.",
    ),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), default=None,
        help="Write only what is at least so sure (0 to 1), or corrected by hand.",
    ),
)  # fmt: skip


@click.command()
@click.argument("name", required=False)
@click.option("--export", "target", type=click.Path(path_type=Path), help="Write it into a file.")
@click.option(
    "--import", "source", type=click.Path(path_type=Path), help="Take one in from a file."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per profile.")
def profiles(name: str | None, target: Path | None, source: Path | None, as_json: bool) -> int:
    """Show the profiles of what is written into tags; with a NAME, each field of that one.

    Your own are TOML files in the settings folder: export one, change it, import it.
    """
    folder = AppPaths.of_user().profiles
    stderr = Screen(stderr=True)
    if source is not None:
        profile = known.take_in(source, folder)
        stderr.print(f"{profile.name} is now one of your profiles.")
        return 0
    if target is not None and name is None:
        raise click.UsageError("Say which one: mer profiles NAME --export FILE.")
    with request():
        found = known.load_all(folder) if name is None else (known.named(name, folder),)
    if target is not None:
        known.save(found[0], target)
        stderr.print(f"{found[0].name} was written into {target}.")
    elif as_json:
        for profile in found:
            print_json(_object(profile))
    elif name is not None:
        print_profile(found[0])
    else:
        table = make_table("Profile", "What it is for", "What it writes")
        for profile in found:
            table.add_row(profile.name, profile.about, ", ".join(profile.groups))
        print_table(table)
    return 0


def print_profile(profile: Profile) -> None:
    """Print which field a profile touches in which kind of tag, and by which rules."""
    table = make_table("What", *FAMILIES)
    for group, _, natives in profile.listing():
        table.add_row(GROUPS[group], *(native or "—" for native in natives))
    print_table(table)
    stderr = Screen(stderr=True)
    stderr.print(f"{profile.name}: {profile.about}")
    for rule in profile.rules():
        stderr.print(f"- {rule}")


def rule_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options ``name``, ``existing`` and ``min_confidence``: see
    chosen_profile.
    """
    for option in reversed(_RULES):
        command = option(command)
    return command


def chosen_profile(
    paths: AppPaths, name: str | None, existing: str | None, confidence: float | None
) -> Profile:
    """The profile of this name, or that of the settings, with other rules where they are given.

    Raises UsageError where there is none of that name.
    """
    with request():
        profile = known.named(name or Settings.load(paths.settings).profile, paths.profiles)
    if existing is not None:
        profile = replace(profile, existing=existing)
    return profile if confidence is None else replace(profile, confidence=confidence)


def _object(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "about": profile.about,
        "existing": profile.existing,
        "confidence": profile.confidence,
        "times": profile.times,
        "sidecar": profile.sidecar,
        "fields": [
            {"group": group, "field": name, **dict(zip(FAMILIES, natives, strict=True))}
            for group, name, natives in profile.listing()
        ],
    }
