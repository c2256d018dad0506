"""Time stamp of the last entry: its service, which the person names, and the request."""

from __future__ import annotations

from postigo.core.policy_says import NO_STAMP
from postigo.core.values import Text
from postigo.evidence import stamps
from postigo.evidence.errands import KeepStamp
from postigo.evidence.log import last_line
from postigo.evidence.stamps import Request
from postigo.evidence.trouble import EvidenceTrouble
from postigo.gui.evidence.models.flow import Flow
from postigo.gui.evidence.models.stamping import Stamping
from postigo.gui.evidence.models.steps import Step
from postigo.net import timestamp
from postigo.net.timestamp import Unstamped


class TimeStamp:
    """One stamp at a time. Nothing is sent before `send`."""

    def __init__(self, flow: Flow, stamping: Stamping) -> None:
        self._flow, self._stamping = flow, stamping
        self.service = ""
        """Address of the service, once it was typed and can be one."""
        stamping.answered.connect(self._keep)
        stamping.refused.connect(lambda why: flow.refuse(Text("{why} Your log is as it was.", values={"why": why})))

    @property
    def asking(self) -> bool:
        """Whether the service is being asked."""
        return self._stamping.asking

    def begin(self) -> None:
        """Have the last entry stamped by a service that the person names."""
        if self._flow.log is None:
            return
        if self._stamping.forbidden:
            self._flow.refuse(NO_STAMP)
            return
        try:
            stamps.must_have_library()
            last_line(self._flow.log)
        except EvidenceTrouble as trouble:
            self._flow.refuse(trouble.text)
            return
        self.service = ""
        self._flow.go(Step.STAMP)

    def name_service(self, address: str) -> None:
        """Name the service. Nothing is sent yet."""
        try:
            timestamp.must_be_address(address.strip())
        except Unstamped as wrong:
            self._flow.refuse(wrong.text)
            return
        self.service = address.strip()
        self._flow.turn()

    def send(self) -> None:
        """Send the fingerprint of the last entry to the named service."""
        flow = self._flow
        if flow.log is None or not self.service or flow.busy:
            return
        flow.trouble = None
        self._stamping.ask(self.service, last_line(flow.log))
        flow.changed.emit()

    def stop(self) -> None:
        """Hear no more of what was asked."""
        self._stamping.stop()

    def forget(self) -> None:
        """Forget the service."""
        self.service = ""

    def _keep(self, asked: Request, answer: bytes) -> None:
        flow = self._flow
        if flow.log is not None:
            flow.do(KeepStamp(flow.where, flow.secret, flow.log.checked.head.count, asked, answer))
