"""A desktop that tells how long nobody has touched it: run as a program with a service, a path, an
interface and a method; each line it reads is the milliseconds it tells from then on.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject


class Teller(QDBusVirtualObject):
    """Answers the one method."""

    def __init__(self, interface: str, method: str, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = (interface, method)
        self.milliseconds = 0

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        if (message.interface(), message.member()) != self._asked:
            return False
        return connection.send(message.createReply(self.milliseconds))

    def introspect(self, _path: str) -> str:
        return ""


def main() -> None:
    app = QCoreApplication([])
    service, path, interface, method = sys.argv[1:]
    bus, teller = QDBusConnection.sessionBus(), Teller(interface, method, app)
    assert bus.registerVirtualObject(path, teller)
    assert bus.registerService(service)

    def read() -> None:
        line = sys.stdin.readline()
        if not line:
            app.quit()
            return
        teller.milliseconds = int(line)
        print("told", flush=True)  # noqa: T201

    lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)
    lines.activated.connect(lambda *_: read())
    print("ready", flush=True)  # noqa: T201
    app.exec()


if __name__ == "__main__":
    main()
