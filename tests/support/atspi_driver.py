"""Run by the system's own Python (which has pyatspi), on a bus of its own: drives the window as a screen reader sees it.

Prints what it found, one line each, and ends with "done". It never looks inside the process of the window.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found,unused-ignore] # the system's own Python has it

PATIENCE = 40


def find(root: Callable[[], Any], role: str, words: str, within: float = PATIENCE) -> Any:
    """The first accessible with that role whose name begins so."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        for one in walk(root()):
            try:
                if one.getRoleName() == role and one.name.startswith(words):
                    states = one.getState()
                    if states.contains(pyatspi.STATE_SHOWING) or states.contains(pyatspi.STATE_VISIBLE):
                        return one
            except (LookupError, RuntimeError):  # it went away while we looked
                continue
        time.sleep(0.2)
    sys.exit(f"not found: {role} {words!r}\n{dump(root())}")


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    if node is None or depth > 25:
        return
    yield node
    try:
        children = [node.getChildAtIndex(index) for index in range(node.childCount)]
    except (LookupError, RuntimeError):
        return
    for child in children:
        yield from walk(child, depth + 1)


def dump(root: Any) -> str:
    return "\n".join(f"{one.getRoleName()}: {one.name!r}" for one in walk(root))


def window() -> Any:
    """Our program on the desktop, once it is there."""
    desktop = pyatspi.Registry.getDesktop(0)
    for program in desktop:
        if program is not None and program.name in {"Postigo", "postigo"}:
            return program
    return None


def states(one: Any) -> list[str]:
    """Whether it can be opened, and is."""
    there = one.getState()
    known = {"expandable": pyatspi.STATE_EXPANDABLE, "expanded": pyatspi.STATE_EXPANDED}
    return [name for name, state in known.items() if there.contains(state)]


def press(one: Any) -> None:
    one.queryAction().doAction(0)


def device(wanted: str) -> None:
    door = find(window, "push button", "Tip 6, Do not yield")
    print("door:", door.name)
    press(find(window, "push button", "Neither: only the tips"))
    find(window, "label", "Nothing was looked at.")
    print("declined")
    press(find(window, "push button", "Back to the question"))
    press(find(window, "push button", "It is mine: look now"))
    heading = find(window, "label", "Looked ")
    print("looked:", heading.name)
    print("window:", find(window, "push button", "Tip 3, Up to date").name)
    print("asked:", find(window, "push button", "Yes, it is me").name)
    print("heading:", find(window, "heading", "3 ").name)
    row = find(window, "push button", wanted)
    print("row:", row.name)
    print("states:", *states(row))
    press(row)
    find(window, "label", "Why it matters")
    print("states:", *states(row))
    press(find(window, "push button", "I need help"))
    find(window, "heading", "What is happening?")
    print("help")
    press(find(window, "radio button", "Español"))
    find(window, "heading", "¿Qué pasa?")
    print("language")


def passwords(wanted: str) -> None:
    press(find(window, "push button", "Passwords"))
    press(find(window, "push button", "Choose a file"))
    find(window, "label", "5 passwords looked at")
    print("looked")
    row = find(window, "push button", wanted)
    print("row:", row.name)
    row.queryComponent().grabFocus()
    find_focused(wanted)
    key("Down")
    following = find_focused("tienda.example.org")
    print("focus:", following.name)
    print("described:", following.description)
    key("Return")
    find(window, "label", "What to do")
    print("opened")


HELP = {
    "en": {
        "ready": "It is mine: look now",
        "exit": "Quick exit",
        "threat": "Somebody threatens me",
        "age": "13 to 17",
        "next": "Next",
        "call": "Tell somebody, or call",
        "tell": "Tell somebody today",
        "number": "Copy 900 20 20 10",
        "danger": "I am in danger now",
        "call now": "Call now",
    },
    "es": {
        "ready": "Es mío: mirar ahora",
        "exit": "Salir rápido",
        "threat": "Alguien me amenaza",
        "age": "De 13 a 17",
        "next": "Siguiente",
        "call": "Contarlo o llamar",
        "tell": "Cuéntaselo hoy a alguien",
        "number": "Copiar 900 20 20 10",
        "danger": "Estoy en peligro ahora",
        "call now": "Llama ahora",
    },
}


def helping(language: str) -> None:
    """The way to help by keyboard only, and out of it by three presses of Shift."""
    words = HELP[language]
    find(window, "push button", words["ready"])
    key("F1")
    find(window, "push button", words["exit"])
    key("Tab")
    print("first stop:", find_focused(words["exit"]).name)
    for stop in ("threat", "age", "next", "call"):
        tab_to(words[stop])
        key("Return")
    print("card:", find(window, "label", words["tell"]).name)
    tab_to(words["number"])
    print("number:", find_focused(words["number"]).name)
    key("Escape")
    find(window, "push button", words["next"])
    tab_to(words["danger"])
    key("Return")
    print("danger:", find(window, "label", words["call now"]).name)
    leave()


def leave() -> None:
    """Press Shift three times, and see whether the program has gone."""
    for _ in range(3):
        key("Shift")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and window() is not None:
        time.sleep(0.1)
    print("gone:", window() is None)


LOG = {
    "en": {
        "age": "18 or older",
        "proof": "Save the proof",
        "log": "Write it down in a log",
        "begin": "Begin a log",
        "names": "Names in this folder",
        "place": "Take this place",
        "phrase": "Passphrase",
        "again": "The same once more",
        "create": "Begin the log",
        "write": "Write an entry",
        "what": "What happened",
        "unsaved": "Not saved yet.",
        "save": "Save this entry",
        "saved": "Saved as entry 1.",
        "check": "Check it",
        "checked": "No change can be seen",
        "hand": "Hand it over",
        "target": "Choose the place",
        "written": "Written: ",
    },
    "es": {
        "age": "18 o más",
        "proof": "Guarda las pruebas",
        "log": "Anotarlo en un registro",
        "begin": "Empezar un registro",
        "names": "Nombres en esta carpeta",
        "place": "Usar este lugar",
        "phrase": "Frase de contraseña",
        "again": "La misma otra vez",
        "create": "Empezar el registro",
        "write": "Escribir una anotación",
        "what": "Qué pasó",
        "unsaved": "Sin guardar todavía.",
        "save": "Guardar esta anotación",
        "saved": "Guardado como anotación 1.",
        "check": "Comprobarlo",
        "checked": "No se ve ningún cambio",
        "hand": "Entregarlo",
        "target": "Elegir el lugar",
        "written": "Escrito: ",
    },
}


TIP = {
    "en": {
        "ready": "It is mine: look now",
        "tips": "Tips",
        "first": "Tip 1, Your image",
        "third": "Tip 3, Up to date",
        "yes": "Yes · Does somebody press you",
        "said": "Nobody has the right to press you",
        "forget": "Forget my answers",
        "phone": "Look at your phone, step by step",
        "android": "Android",
        "iphone": "iPhone",
        "card": "Card 1 of",
        "fine": "I have looked: fine",
        "not fine": "I have looked: not fine",
        "next": "Next card",
        "second": "Card 2 of",
        "back": "Back to the tip",
    },
    "es": {
        "ready": "Es mío: mirar ahora",
        "tips": "Consejos",
        "first": "Consejo 1, Tu imagen",
        "third": "Consejo 3, Al día",
        "yes": "Sí · ¿Alguien te presiona",
        "said": "Nadie tiene derecho a presionarte",
        "forget": "Olvidar mis respuestas",
        "phone": "Mira tu teléfono, paso a paso",
        "android": "Android",
        "iphone": "iPhone",
        "card": "Tarjeta 1 de",
        "fine": "Lo he mirado: bien",
        "not fine": "Lo he mirado: no está bien",
        "next": "Tarjeta siguiente",
        "second": "Tarjeta 2 de",
        "back": "Volver al consejo",
    },
}


FLOW = {
    "en": {
        "ready": "It is mine: look now",
        "looked": "Looked ",
        "fold": "Strangers: 1",
        "row": "A program that records keys",
        "exit": "Quick exit",
        "unknown": "I do not know",
        "after": "Do not remove it yet. Whoever",
    },
    "es": {
        "ready": "Es mío: mirar ahora",
        "looked": "Mirado ",
        "fold": "Desconocidos: 1",
        "row": "Puede que un programa que graba",
        "exit": "Salir rápido",
        "unknown": "No lo sé",
        "after": "No lo quites todavía. Quien",
    },
}


def flow(language: str) -> None:
    """The safety flow by keyboard only: its row, the quick exit above it, a reply; and out."""
    words = FLOW[language]
    tab_to(words["ready"])
    key("Return")
    find(window, "label", words["looked"])
    for stop in ("fold", "row"):
        tab_to(words[stop])
        key("Return")
    key("Tab")
    print("first stop:", find_focused(words["exit"]).name)
    tab_to(words["unknown"], "radio button")
    key("space")
    print("told:", find(window, "label", words["after"]).name)
    leave()


def logging(language: str) -> None:
    """A log of evidence by keyboard only: begun, written, saved, checked, handed over; and out."""
    words = HELP[language] | LOG[language]
    find(window, "push button", words["ready"])
    key("F1")
    for stop in ("threat", "age", "next", "next", "log", "begin"):
        tab_to(words[stop])
        key("Return")
    tab_to(words["names"], "list")
    print("names:", focused())
    tab_to(words["place"])
    key("Return")
    for field in ("phrase", "again"):
        tab_to(words[field], "password text")
        write("zq-canary-phrase")
    tab_to(words["create"])
    key("Return")
    tab_to(words["write"])
    key("Return")
    tab_to(words["what"], "text")
    write("zq-canary-text")
    print("unsaved:", find(window, "label", words["unsaved"]).name)
    tab_to(words["save"])
    key("Return")
    print("saved:", find(window, "label", words["saved"]).name)
    tab_to("1. zq-canary-text")
    tab_to(words["check"])
    key("Return")
    print("checked:", find(window, "label", words["checked"]).name)
    tab_to(words["hand"])
    key("Return")
    tab_to(words["target"])
    key("Return")
    tab_to(words["place"])
    key("Return")
    print("written:", find(window, "label", words["written"]).name)
    leave()


def write(text: str) -> None:
    """Type a text, as a keyboard would."""
    for letter in text:
        pyatspi.Registry.generateKeyboardEvent(ord(letter), None, pyatspi.KEY_SYM)
        time.sleep(0.03)


def tips(language: str) -> None:
    """A tip with a question and the cards of a phone, by keyboard only."""
    words = TIP[language]
    find(window, "push button", words["ready"])
    tab_to(words["tips"])
    key("Return")
    tab_to(words["yes"], "radio button")
    key("space")
    print("said:", find(window, "label", words["said"]).name)
    tab_to(words["forget"])
    key("Return")
    print("forgotten:", gone("label", words["said"]))
    tab_to(words["first"], "radio button")
    key("Right")
    key("Right")
    print("tip:", find_focused(words["third"], "radio button").name)
    tab_to(words["phone"])
    key("Return")
    tab_to(words["android"], "radio button")
    key("space")
    print("card:", find(window, "label", words["card"]).name)
    tab_to(words["fine"], "radio button")
    key("Right")
    print("reply:", find_focused(words["not fine"], "radio button").name)
    tab_to(words["next"])
    key("Return")
    print("next:", find(window, "label", words["second"]).name)
    key("Escape")
    print("back:", find(window, "push button", words["phone"]).name)


REPORT = {
    "en": {
        "mine": "It is mine: look now",
        "looked": "Looked ",
        "save": "Save a report…",
        "share": "How much it tells: to give away",
        "internal": "How much it tells: internal",
        "preview": "Preview of the file",
        "keep": "Keep each look from now on",
        "kept": "Each look at this computer is kept for 365 days.",
    },
    "es": {
        "mine": "Es mío: mirar ahora",
        "looked": "Mirado ",
        "save": "Guardar un informe…",
        "share": "Cuánto cuenta: para entregar",
        "internal": "Cuánto cuenta: interna",
        "preview": "Vista previa del archivo",
        "keep": "Guardar cada revisión desde ahora",
        "kept": "Cada revisión de este equipo se guarda 365 días.",
    },
}


def reporting(language: str) -> None:
    """A report that is previewed at two levels, and a history that is asked for. The page itself by keyboard only."""
    words = REPORT[language]
    press(find(window, "push button", words["mine"]))
    find(window, "label", words["looked"])
    press(find(window, "push button", words["save"]))
    tab_to(words["share"], "radio button")
    print("to give away:", preview(words["preview"], "Postigo"))
    key("Right")
    find_focused(words["internal"], "radio button")
    print("internal:", preview(words["preview"], "AnyDesk"))
    tab_to(words["keep"])
    key("Return")
    print("kept:", find(window, "label", words["kept"]).name)


def preview(name: str, has: str) -> str:
    """What the preview reads out, on one line, once this is in it."""
    until = time.monotonic() + PATIENCE
    text = ""
    while time.monotonic() < until:
        shown = find(window, "text", name).queryText()
        text = shown.getText(0, shown.characterCount)
        if has in text:
            return " ".join(text.split())
        time.sleep(0.2)
    sys.exit(f"{has!r} is not in {text!r}")


def gone(role: str, words: str) -> bool:
    """Whether nothing of that name is there any longer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        there = [one for one in walk(window()) if one.getRoleName() == role and one.name.startswith(words)]
        if not [one for one in there if one.getState().contains(pyatspi.STATE_SHOWING)]:
            return True
        time.sleep(0.2)
    return False


def tab_to(words: str, role: str = "push button") -> None:
    """Press Tab until what is called so has the keyboard."""
    find(window, role, words)
    for _ in range(60):
        time.sleep(0.15)
        if focused().startswith(words):
            return
        key("Tab")
    sys.exit(f"Tab does not reach {words!r}: it is at {focused()!r}")


def focused() -> str:
    """Name of what has the keyboard. Qt calls a list's current row focused also when the list is not."""
    for one in walk(window()):
        try:
            if one.getState().contains(pyatspi.STATE_FOCUSED) and one.getRoleName() not in {"frame", "list item"}:
                return str(one.name)
        except (LookupError, RuntimeError):
            continue
    return ""


def find_focused(words: str, role: str = "push button") -> Any:
    """What has the keyboard, once its name begins so."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        one = find(window, role, words)
        if one.getState().contains(pyatspi.STATE_FOCUSED):
            return one
        time.sleep(0.2)
    sys.exit(f"no focus: {words!r}")


def key(name: str) -> None:
    """Press a key, as a keyboard would."""
    code = {
        "Down": 0xFF54,
        "Right": 0xFF53,
        "Return": 0xFF0D,
        "space": 0x0020,
        "Tab": 0xFF09,
        "Escape": 0xFF1B,
        "F1": 0xFFBE,
        "Shift": 0xFFE1,
    }[name]
    pyatspi.Registry.generateKeyboardEvent(code, None, pyatspi.KEY_SYM)


ways = {
    "device": device,
    "flow": flow,
    "help": helping,
    "log": logging,
    "passwords": passwords,
    "reports": reporting,
    "tips": tips,
}
ways[sys.argv[1]](sys.argv[2])
print("done")
