"""Files for desktops: menu entry, icon, and AppStream's description. In English and Spanish."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

from postigo import __version__

ID: Final = "org.postigo.postigo"
SUMMARY: Final = ("Shows who can look in through your device", "Muestra quién puede mirar por tu dispositivo")
GENERIC: Final = ("Privacy check", "Revisión de privacidad")
KEYWORDS: Final = ("privacy;security;camera;passwords;", "privacidad;seguridad;cámara;contraseñas;")
CLASS: Final = ("Open for a class", "Abrir para una clase")
PARAGRAPHS: Final = (
    (
        (
            "Postigo looks at this computer and says, in plain words, who can look in: through the camera, the microphone, the screen, the network, "
            "shared folders and weak passwords. It says what is fine too, and what it could not see."
        ),
        (
            "Postigo mira este equipo y dice, con palabras sencillas, quién puede mirar dentro: por la cámara, el micrófono, la pantalla, la red, las "
            "carpetas compartidas y las contraseñas débiles. También dice lo que está bien, y lo que no ha podido ver."
        ),
    ),
    (
        "For each thing that can be better there are steps. Nothing leaves the computer unless you ask for it.",
        "Para cada cosa que puede mejorar hay pasos. Nada sale del equipo si tú no lo pides.",
    ),
    (
        "Look only at your own device, or with its owner, who wants it.",
        "Mira solo tu propio dispositivo, o con su dueño o dueña delante y de acuerdo.",
    ),
)


def entry() -> str:
    """Menu entry postigo.desktop, with an action for a class (freedesktop.org, Desktop Entry Specification 1.4)."""
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.4\nName=Postigo\n"
        f"GenericName={GENERIC[0]}\nGenericName[es]={GENERIC[1]}\n"
        f"Comment={SUMMARY[0]}\nComment[es]={SUMMARY[1]}\n"
        f"Keywords={KEYWORDS[0]}\nKeywords[es]={KEYWORDS[1]}\n"
        "Exec=postigo\nIcon=postigo\nTerminal=false\nStartupNotify=true\nStartupWMClass=postigo\nCategories=System;Security;Qt;\nActions=classroom;\n\n"
        f"[Desktop Action classroom]\nName={CLASS[0]}\nName[es]={CLASS[1]}\nExec=postigo --classroom\n"
    )


def icon() -> str:
    """Icon: the closed shutter of `gui.widgets.status_icon`, with its colours in the light."""
    slats = "".join(f'<rect x="{x}" y="{y}" width="5.2" height="1.6"/>' for y in (6.0, 10.2, 14.4) for x in (4.5, 14.3))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="128" height="128">\n'
        '<rect x="1" y="1" width="22" height="22" rx="4" fill="#2F6B57" stroke="#245545" stroke-width="1.2"/>\n'
        f'<g fill="#FFFFFF"><rect x="11.3" y="4" width="1.4" height="16"/>{slats}</g>\n</svg>\n'
    )


def metainfo(epoch: int) -> str:
    """AppStream's description (freedesktop.org, AppStream 0.16)."""
    day = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    told = "".join(f'    <p>{escape(en)}</p>\n    <p xml:lang="es">{escape(es)}</p>\n' for en, es in PARAGRAPHS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<component type="desktop-application">\n  <id>{ID}</id>\n'
        "  <metadata_license>CC0-1.0</metadata_license>\n  <project_license>GPL-3.0-or-later</project_license>\n  <name>Postigo</name>\n"
        f'  <summary>{escape(SUMMARY[0])}</summary>\n  <summary xml:lang="es">{escape(SUMMARY[1])}</summary>\n'
        f'  <description>\n{told}  </description>\n  <launchable type="desktop-id">postigo.desktop</launchable>\n'
        "  <developer_name>The Postigo founders</developer_name>\n  <provides>\n    <binary>postigo</binary>\n  </provides>\n"
        '  <content_rating type="oars-1.1"/>\n'
        f'  <releases>\n    <release version="{__version__}" date="{day}"/>\n  </releases>\n</component>\n'
    )
