"""Whether the machine installs its updates by itself.

What is said, and why: **ADVISE** where nothing happens by itself, or updates are paused for more than a week: people forget.
**NOTE** where a program shows the updates and waits for the person, where a pause ends within a week, and where
the system is meant to be updated by hand (Arch). Never ACT: what waits is another check's business.

A Mac notes since when it tries an update at night: one that is not installed after three nights is a **NOTE**, after two weeks
**ADVISE**.

**GOOD** is the effect, not the switch. On Debian and its kin that can be asked: what is switched on and takes nothing, is
stopped by an interrupted installation or has not worked for two weeks is **ADVISE**; what has not run yet, and what
leaves some programs out because somebody wanted that, is a **NOTE**. So is a computer that an organisation's own server updates,
since nobody saw that it answers, and one that a rule keeps at its version.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from postigo.api import (
    Check,
    Choice,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Share,
    Text,
    Value,
    Version,
)
from postigo_checks.updates.automatic import linux as auto_linux
from postigo_checks.updates.automatic import macos as auto_macos
from postigo_checks.updates.automatic import windows as auto_windows
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode
from postigo_checks.updates.linux_renewal.fixes import FINISH_APT

SHORT_PAUSE = timedelta(days=7)
A_FEW_NIGHTS = timedelta(days=3)
MANY_NIGHTS = timedelta(days=14)
ENDLESS = timedelta(days=366)


_PLAIN = {
    Mode.WAITS: (
        "waits-for-you",
        Level.NOTE,
        Text("This system shows you its updates, but waits for you to install them."),
    ),
    Mode.OFF: (
        "off",
        Level.ADVISE,
        Text("Automatic updates are off. You have to remember to do them, and it is easy to forget."),
    ),
    Mode.BY_HAND: (
        "by-hand",
        Level.NOTE,
        Text("This system does not update by itself. It is made to be updated by you, about once a week."),
    ),
    Mode.STAGES: (
        "fetched-by-itself",
        Level.NOTE,
        Text("The software centre usually fetches the new system by itself. It runs after the next restart."),
    ),
    Mode.SOME: (
        "leaves-some-out",
        Level.NOTE,
        Text("Updates are installed automatically, but a rule leaves some programs out."),
    ),
    Mode.FEW: (
        "only-a-few",
        Level.ADVISE,
        Text("Automatic updates are switched on, but rules leave out most programs."),
    ),
    Mode.NOTHING: (
        "takes-nothing",
        Level.ADVISE,
        Text("Automatic updates are switched on, but their rules let no security update through."),
    ),
    Mode.BROKEN: (
        "stopped",
        Level.ADVISE,
        Text("Automatic updates are switched on, but an unfinished installation stops them."),
    ),
    Mode.SERVER: (
        "by-a-server",
        Level.NOTE,
        Text("Updates come from a server of an organisation. We could not see that it answers."),
    ),
    Mode.NOT_YET: (
        "not-run-yet",
        Level.NOTE,
        Text("Automatic updates are switched on. They have not run yet, so we could not see that they work."),
    ),
}
"""What is said of each way that needs no date."""


def judge(fact: AutoUpdates) -> Iterator[Finding | Gap]:
    """What happens by itself, then what does not, then what could not be seen."""
    fixes = (fact.fix,) if fact.fix else ()
    yield from _by_mode(fact, fixes)
    if fact.repairs_off:
        yield Finding(
            "small-repairs-off",
            Level.ADVISE,
            Text("Small security repairs are not installed automatically."),
            fixes=fixes,
        )
    if fact.failed:
        text = Text(
            "Your school or organisation ordered an update for this computer. It failed {n} time up to now.",
            "Your school or organisation ordered an update for this computer. It failed {n} times up to now.",
            fact.failed,
            {"n": fact.failed},
        )
        yield Finding("ordered-fails", Level.NOTE, text, fixes=("by-hand",))
    yield from (Gap(doubt.why, Text("We could not see all that decides about updates.")) for doubt in fact.doubts)


def _by_mode(fact: AutoUpdates, fixes: tuple[str, ...]) -> Iterator[Finding]:
    match fact.mode:
        case Mode.INSTALLS if fact.tries is not None and fact.today - fact.tries >= A_FEW_NIGHTS:
            yield _in_vain(fact.tries, fact.today)
        case Mode.INSTALLS:
            if fact.managed:
                text = Text("Your school or organisation has updates installed automatically.")
            elif fact.rules:
                text = Text("A rule of this computer has updates installed automatically.")
            else:
                text = Text("Updates are installed automatically.")
            yield Finding("on", Level.GOOD, text)
            if fact.pinned is not None:
                yield _pinned(fact.pinned)
        case Mode.PAUSED:
            yield _paused(fact, fixes)
        case Mode.STALLED:
            yield _stalled(fact, fixes)
        case None:
            pass
        case mode:
            code, level, text = _PLAIN[mode]
            if mode is Mode.OFF and fact.rules:
                text = Text(
                    "Automatic updates are off, by a rule of this computer ({rules}). "
                    "You have to remember to do them, and it is easy to forget.",
                    values={"rules": _rules(fact)},
                )
            yield Finding(code, level, text, fixes=fixes)


def _rules(fact: AutoUpdates) -> list[Value]:
    return [Choice(name) for name in fact.rules]


def _pinned(version: str) -> Finding:
    if not version:
        return Finding("pinned", Level.NOTE, Text("A rule of this computer keeps Windows at its version."))
    text = Text(
        "A rule of this computer keeps Windows at its version {version}. "
        "Security updates come only as long as that version gets them.",
        values={"version": Version(version)},
    )
    return Finding("pinned", Level.NOTE, text)


def _in_vain(since: datetime, today: datetime) -> Finding:
    level = Level.ADVISE if today - since >= MANY_NIGHTS else Level.NOTE
    text = Text(
        "Updates are installed automatically, but one that was first tried on {date} is still not installed.",
        values={"date": since.date()},
    )
    return Finding("tries-in-vain", level, text, fixes=("by-hand",))


def _stalled(fact: AutoUpdates, fixes: tuple[str, ...]) -> Finding:
    if fact.worked is None:
        text = Text("Automatic updates are switched on, but they have not worked for a long time.")
    else:
        text = Text(
            "Automatic updates are switched on, but they have not worked since {date}.",
            values={"date": fact.worked.date()},
        )
    return Finding("not-working", Level.ADVISE, text, fixes=fixes)


def _paused(fact: AutoUpdates, fixes: tuple[str, ...]) -> Finding:
    if fact.until is None or fact.until - fact.today > ENDLESS:
        return Finding("paused", Level.ADVISE, Text("Updates are paused without an end."), fixes=fixes)
    level = Level.NOTE if fact.until - fact.today <= SHORT_PAUSE else Level.ADVISE
    if fact.rules:
        text = Text(
            "Updates are paused until {date}, by a rule of this computer ({rules}).",
            values={"date": fact.until.date(), "rules": _rules(fact)},
        )
    else:
        text = Text("Updates are paused until {date}.", values={"date": fact.until.date()})
    return Finding("paused", level, text, fixes=fixes)


_ON_LINUX = frozenset({Platform.LINUX})
_ON_WINDOWS = frozenset({Platform.WINDOWS})
_ON_MACOS = frozenset({Platform.MACOS})
_TURN_ON = Text("Turn on automatic updates")
_EFFORT = Text("About 5 minutes.")

UPDATE_AUTO = Check(
    id="update.auto",
    title=Text("Automatic updates"),
    why=Text("Updates repair faults. When they install themselves, nobody has to remember."),
    tip=3,
    probe=Probe(linux=auto_linux.learn, windows=auto_windows.learn, macos=auto_macos.learn),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text(
                "The settings of automatic updates, and whether a timer starts them. On Debian, Ubuntu and their kin also "
                "which updates they take, and when they last came to an end."
            ),
            misses=Text(
                "On other systems which updates they take, and whether they succeed. Those of snap and flatpak."
            ),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("The policies, services and pauses of Windows Update."),
            misses=Text("Tools that block updates in another way. The check for waiting updates shows their effect."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("The settings of software updates, and those of an organisation over them."),
            misses=Text("What macOS does where a setting was never written down."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "apt-auto",
            _TURN_ON,
            (
                Instruct(Text("Type in a terminal: sudo apt install unattended-upgrades")),
                Instruct(Text("Answer yes to what this asks. Type: sudo dpkg-reconfigure unattended-upgrades")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        FINISH_APT,
        Plan(
            "apt-rules",
            Text("Let automatic updates take the security updates"),
            (
                Instruct(Text("Open the file /etc/apt/apt.conf.d/50unattended-upgrades with administrator rights.")),
                Instruct(Text("The lines of your system with “security” must have no // before them.")),
                Instruct(
                    Text("Under Package-Blacklist and Package-Whitelist nothing should stand that you do not know.")
                ),
                Instruct(Text("A rule in /etc/apt/preferences.d, or APT::Default-Release, may also hold them back.")),
                Instruct(Text("To try it, type in a terminal: sudo unattended-upgrade --dry-run --verbose")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "apt-try",
            Text("Try the automatic updates once"),
            (
                Instruct(Text("Type in a terminal: sudo apt update && sudo unattended-upgrade --verbose")),
                Instruct(Text("Does an error appear? Then ask somebody who knows this system.")),
                Instruct(Text("If none appears, they work. Leave the computer on for some hours each week.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "ostree-auto",
            _TURN_ON,
            (
                Instruct(Text("Write “AutomaticUpdatePolicy=stage” under [Daemon] in the file /etc/rpm-ostreed.conf.")),
                Instruct(Text("Then type in a terminal: sudo systemctl enable --now rpm-ostreed-automatic.timer")),
                Instruct(Text("The new system runs after the next restart.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "ublue-auto",
            _TURN_ON,
            (
                Instruct(Text("Choose that updates are on, where this asks. Type in a terminal: ujust toggle-updates")),
                Instruct(Text("To update the system now, type: ujust update")),
                Instruct(Text("The new system runs after the next restart.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "transactional-auto",
            _TURN_ON,
            (
                Instruct(Text("Type in a terminal: sudo systemctl enable --now transactional-update.timer")),
                Instruct(Text("The new system runs after the next restart.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "steamos-renew",
            Text("Update SteamOS"),
            (
                Instruct(Text("Press the Steam button, then open the settings, “System”, and look for updates there.")),
                Instruct(Text("Choose “Apply”. The new system runs after the restart.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "dnf5-auto",
            _TURN_ON,
            (
                Instruct(Text("Type in a terminal: sudo dnf install dnf5-plugin-automatic")),
                Instruct(Text("Write “apply_updates = yes” under [commands] in the file /etc/dnf/automatic.conf.")),
                Instruct(Text("Then type: sudo systemctl enable --now dnf5-automatic.timer")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "dnf-auto",
            _TURN_ON,
            (
                Instruct(Text("Type in a terminal: sudo dnf install dnf-automatic")),
                Instruct(Text("Write “apply_updates = yes” under [commands] in the file /etc/dnf/automatic.conf.")),
                Instruct(Text("Then type: sudo systemctl enable --now dnf-automatic.timer")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "dnf-rules",
            Text("Let automatic updates take all updates"),
            (
                Instruct(Text("This system does not say which updates are for security. So all must be taken.")),
                Instruct(Text("Write “upgrade_type = default” under [commands] in the file /etc/dnf/automatic.conf.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "zypper-auto",
            _TURN_ON,
            (
                OpenSettings(Place.UPDATES),
                Instruct(Text("If your system offers automatic updates there, turn them on.")),
                Instruct(Text("If it does not, look for updates yourself once a week.")),
            ),
            _EFFORT,
            on=_ON_LINUX,
        ),
        Plan(
            "windows-auto",
            _TURN_ON,
            (
                OpenSettings(Place.UPDATES),
                Instruct(Text("Choose “Check for updates”. Does an error appear? Then ask somebody for help.")),
                Instruct(Text("A program may have switched updates off. Undo it in that program.")),
            ),
            _EFFORT,
            on=_ON_WINDOWS,
        ),
        Plan(
            "windows-resume",
            Text("End the pause"),
            (OpenSettings(Place.UPDATES), Instruct(Text("Choose “Resume updates”."))),
            Text("About 1 minute."),
            on=_ON_WINDOWS,
        ),
        Plan(
            "windows-auto-rule",
            Text("Find out who made the rule that holds back the updates"),
            (
                Instruct(
                    Text("Is this a computer of a school or a firm? Then ask the person there who looks after it.")
                ),
                Instruct(
                    Text(
                        "Is it yours? Then a program that tunes Windows, or somebody, made the rule. Undo it in that program."
                    )
                ),
                Instruct(
                    Text(
                        "Or take the rule away by hand: open “regedit” as administrator, go to "
                        "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate, and delete there, and in “AU” "
                        "below it, the values that we named. Restart, and look again."
                    )
                ),
            ),
            Text("About 10 minutes."),
            on=_ON_WINDOWS,
        ),
        Plan(
            "windows-auto-managed",
            Text("Ask who looks after this computer"),
            (Instruct(Text("A rule of this computer decides about updates. Ask the person who set it up.")),),
            on=_ON_WINDOWS,
        ),
        Plan(
            "macos-auto",
            _TURN_ON,
            (
                OpenSettings(Place.UPDATES),
                Instruct(Text("Choose the ⓘ beside “Automatic Updates” and turn everything on.")),
            ),
            Text("About 2 minutes."),
            on=_ON_MACOS,
        ),
        Plan(
            "by-hand",
            Text("Install the update yourself"),
            (
                Instruct(Text("Plug the Mac in, and free 20 GB on its disk if there is less.")),
                OpenSettings(Place.UPDATES),
                Instruct(Text("Choose “Update Now”. Leave the Mac plugged in until it is done.")),
                Instruct(
                    Text("Does it fail again? Restart the Mac, try once more, then ask Apple or whoever helps you.")
                ),
            ),
            Text("About 30 minutes and a restart."),
            on=_ON_MACOS,
        ),
    ),
)
