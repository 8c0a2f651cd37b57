"""What a screen reader gets of a program over AT-SPI, the accessibility bus of Linux desktops."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from jeepney import DBusAddress, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.waiting import PATIENCE_S, until

_PROPERTIES = "org.freedesktop.DBus.Properties"
_ATSPI = "org.a11y.atspi"
_REGISTRY = f"{_ATSPI}.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
#: The states that are asked for, by their bits (AtspiStateType).
_STATES = {
    4: "checked", 11: "focusable", 12: "focused", 25: "showing", 41: "checkable",
}  # fmt: skip
_LABELLED_BY = 2
#: Surfaces that only hold others, and bars and grips of theirs: they need no name.
_SURFACES = frozenset(
    ("filler", "panel", "layered pane", "split pane", "splitter", "grip", "space", "scroll bar")
)


class Vanished(Exception):
    """The thing is no longer there."""


@dataclass(frozen=True)
class Thing:
    """One of the things that a reader meets, in its order."""

    path: str
    role: str
    name: str
    description: str
    states: frozenset[str]
    labels: tuple[str, ...]

    @property
    def fault(self) -> str:
        """What a listener would miss; empty where nothing is."""
        if self.role in _SURFACES:
            return "can have the keyboard and is no control" if "focusable" in self.states else ""
        is_blank_cell = self.role.endswith("cell") and "checkable" not in self.states
        if not self.name.strip() and not is_blank_cell:
            return "has no name"
        if self.role == "combo box" and not (self.description or any(self.labels)):
            return f"says {self.name!r} only: not what is chosen there"
        if self.role == "chart" and not self.description:
            return f"{self.name!r} is not told in words"
        return ""


class Reader:
    """Reads the one program of a desktop."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._session = open_dbus_connection(environment["DBUS_SESSION_BUS_ADDRESS"])
        a11y = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        until(lambda: self._owned("org.a11y.Bus"))
        status = ("org.a11y.Status", "ScreenReaderEnabled", ("b", True))
        _ask(self._session, a11y.with_interface(_PROPERTIES), "Set", "ssv", *status)
        (address,) = _ask(self._session, a11y, "GetAddress")
        self._bus = open_dbus_connection(address)
        self._program = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.close()
        self._session.close()

    def wait_for_program(self) -> None:
        """Until a program has come."""

        def came() -> bool:
            root = DBusAddress(_ROOT, _REGISTRY, f"{_ATSPI}.Accessible")
            (programs,) = _ask(self._bus, root, "GetChildren")
            self._program = programs[0][0] if programs else ""
            return bool(programs)

        until(came)

    def wait_for(self, name: str, role: str = "") -> Thing:
        """Until something that is shown is called ``name``."""
        found: list[Thing] = []

        def shown() -> bool:
            found[:] = [t for t in self.walk() if t.name == name and role in ("", t.role)]
            return bool(found)

        try:
            until(shown)
        except AssertionError as late:
            names = [thing.name for thing in self.walk() if thing.name]
            raise AssertionError(f"{name!r} is not among {names}") from late
        return found[0]

    def walk(self) -> list[Thing]:
        """All that is shown, from the top left on."""
        return list(self._walk(_ROOT))

    def _walk(self, path: str) -> Iterator[Thing]:
        try:
            thing = self._thing(path)
            if path != _ROOT and "showing" not in thing.states:
                return
            (children,) = self.ask(path, "Accessible", "GetChildren")
        except Vanished:
            return
        yield thing
        for _, child in children:
            yield from self._walk(child)

    def _thing(self, path: str) -> Thing:
        (role,) = self.ask(path, "Accessible", "GetRoleName")
        ((low, high),) = self.ask(path, "Accessible", "GetState")
        bits = low | high << 32
        labels: list[str] = []
        if role == "combo box":
            (relations,) = self.ask(path, "Accessible", "GetRelationSet")
            labelling = (them for kind, them in relations if kind == _LABELLED_BY)
            labels = [self.value(p, "Accessible", "Name") for them in labelling for _, p in them]
        return Thing(
            path,
            role,
            self.value(path, "Accessible", "Name"),
            self.value(path, "Accessible", "Description"),
            frozenset(name for bit, name in _STATES.items() if bits >> bit & 1),
            tuple(labels),
        )

    def cell(self, table: Thing, row: int, column: int) -> str:
        """What a cell of a table says."""
        ((_, path),) = self.ask(table.path, "Table", "GetAccessibleAt", "ii", row, column)
        return str(self.value(path, "Accessible", "Name"))

    def focus(self, thing: Thing) -> None:
        """Give the keyboard to what can have it."""
        assert self.ask(thing.path, "Component", "GrabFocus") == (True,)

    def value(self, path: str, interface: str, name: str) -> Any:
        """A property."""
        address = self._address(path, _PROPERTIES)
        return _ask(self._bus, address, "Get", "ss", f"{_ATSPI}.{interface}", name)[0][1]

    def set_number(self, path: str, number: float) -> None:
        """Set what a slider stands at."""
        address, value = self._address(path, _PROPERTIES), ("d", number)
        _ask(self._bus, address, "Set", "ssv", f"{_ATSPI}.Value", "CurrentValue", value)

    def ask(self, path: str, interface: str, method: str, signature: str = "", *body: Any) -> Any:
        """Call a method of the program's."""
        address = self._address(path, f"{_ATSPI}.{interface}")
        return _ask(self._bus, address, method, signature, *body)

    def announced(self, act: Any) -> str:
        """What the program says of itself, next after ``act()``."""
        rule = MatchRule(
            type="signal", interface=f"{_ATSPI}.Event.Object", member="Announcement"
        )  # fmt: skip
        registry = DBusAddress(f"/{_REGISTRY.replace('.', '/').lower()}", _REGISTRY, _REGISTRY)
        _ask(self._bus, registry, "RegisterEvent", "s", "object:announcement")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        with self._bus.filter(rule) as signals:
            act()
            heard = self._bus.recv_until_filtered(signals, timeout=PATIENCE_S)
        return str(heard.body[3][1])

    def _address(self, path: str, interface: str) -> DBusAddress:
        return DBusAddress(path, self._program, interface)

    def _owned(self, name: str) -> bool:
        return bool(self._session.send_and_get_reply(message_bus.NameHasOwner(name)).body[0])


def _ask(
    bus: DBusConnection, address: DBusAddress, method: str, signature: str = "", *body: Any
) -> Any:
    message = new_method_call(address, method, signature or None, body)
    reply = bus.send_and_get_reply(message, timeout=PATIENCE_S)
    if reply.header.message_type == MessageType.error:
        raise Vanished(f"{method} of {address.object_path}: {reply.body}")
    return reply.body
