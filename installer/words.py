"""Words of set-up, in English and Spanish. The product's own catalogues are not installed yet when these are needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from installer.part import part

SENTENCES = {
    "half-a-windows": (
        "This Python is made for 32 bits, and this Windows has 64: it is not shown the real folders of Windows. Install the 64-bit Python from python.org, then type the same command with it.",
        "Este Python es de 32 bits, y este Windows es de 64: no ve las carpetas de verdad de Windows. Instala el Python de 64 bits de python.org y escribe con él la misma orden.",
    ),
    "weak-ground": (
        "Another account of this computer could change {place}, so nothing here is run with the rights of root. Type the same command without sudo, or copy the whole folder to a place where only root can write.",
        "Otra cuenta de este equipo podría cambiar {place}, así que aquí no se ejecuta nada con los permisos de root. Escribe la misma orden sin sudo, o copia la carpeta entera a un sitio donde solo root pueda escribir.",
    ),
    "weak-ground-as-you": (
        "Another account of this computer could change {place}, so nothing here is run with the rights of root. It goes on as {name}.",
        "Otra cuenta de este equipo podría cambiar {place}, así que aquí no se ejecuta nada con los permisos de root. Sigue como {name}.",
    ),
    "tests-on-weak-ground": (
        "Another account of this computer could change {place}; the tests are run as root all the same.",
        "Otra cuenta de este equipo podría cambiar {place}; las pruebas se ejecutan como root de todas formas.",
    ),
    "weak-environment": (
        "Others could have changed the folder {folder}, so it is made anew.",
        "Otros podrían haber cambiado la carpeta {folder}, así que se hace de nuevo.",
    ),
    "setting-up": (
        "Getting what Postigo needs into the folder {folder}. This can take a minute…",
        "Preparando lo que Postigo necesita en la carpeta {folder}. Puede tardar un minuto…",
    ),
    "installing": (
        "Installing from your system: {packages}",
        "Instalando de tu sistema: {packages}",
    ),
    "type-this": (
        "The window needs parts of your system that are missing. To install them, type this line, and then what you typed before (or double-click again):",
        "La ventana necesita partes de tu sistema que faltan. Para instalarlas, escribe esta línea, y después lo mismo que antes (o haz doble clic otra vez):",
    ),
    "install-these": (
        "The window needs these libraries: {libraries}. Install them with your system's package manager.",
        "La ventana necesita estas bibliotecas: {libraries}. Instálalas con el gestor de paquetes de tu sistema.",
    ),
    "install-failed": (
        "Your system could not install what is missing. Try this line by hand to see why:",
        "Tu sistema no ha podido instalar lo que falta. Prueba esta línea a mano para ver por qué:",
    ),
    "no-window": (
        "There is no window on this computer, so here is the audit as text.",
        "En este equipo no hay ventana, así que aquí va la auditoría como texto.",
    ),
    "no-pip": (
        "Python's own installer, pip, is missing. Install it from your system (on Debian and Ubuntu: sudo apt-get update; sudo apt-get install python3-pip), then type the same command again.",
        "Falta pip, el instalador de Python. Instálalo desde tu sistema (en Debian y Ubuntu: sudo apt-get update; sudo apt-get install python3-pip) y escribe otra vez la misma orden.",
    ),
    "disk-full": (
        "The disk is full. Postigo needs about 500 MB: free some space, then type the same command again.",
        "El disco está lleno. Postigo necesita unos 500 MB: libera espacio y escribe otra vez la misma orden.",
    ),
    "not-writable": (
        "Nothing can be written in {folder}. Copy the whole folder to a place that is yours, such as your home folder, and type the same command there.",
        "No se puede escribir en {folder}. Copia la carpeta entera a un sitio tuyo, como tu carpeta personal, y escribe allí la misma orden.",
    ),
    "no-network": (
        "The Internet could not be reached, and set-up needs it this time. Connect (or set your proxy), then type the same command again.",
        "No se ha podido llegar a Internet, y esta vez la preparación lo necesita. Conéctate (o configura tu proxy) y escribe otra vez la misma orden.",
    ),
    "wheels-lack": (
        "The folder {folder} does not hold all that Postigo needs on this computer. Fill it again on a computer with the same system and the same Python (docs/without-packages.md says how), or take the folder away and connect to the Internet.",
        "En la carpeta {folder} no está todo lo que Postigo necesita en este equipo. Llénala otra vez en un equipo con el mismo sistema y el mismo Python (docs/without-packages.md dice cómo), o quita la carpeta y conéctate a Internet.",
    ),
    "step-make": (
        "{number} of {all}: a folder of its own for Python",
        "{number} de {all}: una carpeta propia para Python",
    ),
    "step-move": (
        "{number} of {all}: the folder was moved; its paths are made anew",
        "{number} de {all}: la carpeta ha cambiado de sitio; se rehacen sus rutas",
    ),
    "step-install": (
        "{number} of {all}: downloading and unpacking; this takes longest",
        "{number} de {all}: descargar y desempaquetar; es lo que más tarda",
    ),
    "step-mend": (
        "{number} of {all}: what was lost is put back",
        "{number} de {all}: se repone lo que se había perdido",
    ),
    "step-register": (
        "{number} of {all}: Postigo itself",
        "{number} de {all}: Postigo mismo",
    ),
    "step-words": (
        "{number} of {all}: the languages",
        "{number} de {all}: los idiomas",
    ),
    "wrong-hash": (
        "A downloaded file is not the one we know, so nothing was installed. Try again on another network; if it happens again, please tell us.",
        "Un archivo descargado no es el que conocemos, así que no se ha instalado nada. Prueba desde otra red; si se repite, avísanos.",
    ),
    "pip-failed": (
        "The parts Postigo needs could not be installed. Type the same command again; if it happens again, please tell us what stands below.",
        "No se han podido instalar las partes que Postigo necesita. Escribe otra vez la misma orden; si se repite, dinos lo que pone debajo.",
    ),
    "older-reports": (
        "Earlier reports beside it: {count}. Delete those that you no longer need.",
        "Informes anteriores al lado: {count}. Borra los que ya no necesites.",
    ),
    "no-report-here": (
        "No report is written: this folder cannot be written to.",
        "No se escribe ningún informe: en esta carpeta no se puede escribir.",
    ),
    "stopped": (
        "Postigo stopped before it had finished (status {status}). That is our fault, not yours. Delete the folder .venv and try once more; if it stops again, please tell us.",
        "Postigo se ha parado antes de terminar (estado {status}). Es un fallo nuestro, no tuyo. Borra la carpeta .venv y prueba otra vez; si vuelve a pararse, avísanos, por favor.",
    ),
    "crashed": (
        "Postigo stopped before it had finished ({how}). Unless somebody ended it, that is our fault, not yours. Nothing was changed. Type the same command again.",
        "Postigo se ha parado antes de terminar ({how}). Si nadie lo ha cerrado, es un fallo nuestro, no tuyo. No se ha cambiado nada. Escribe otra vez la misma orden.",
    ),
    "crash-noted": (
        "If it stops again, please send us this file. It names files of the program and lines in them, and nothing of yours: {file}",
        "Si vuelve a pararse, mándanos este archivo, por favor. Nombra archivos del programa y líneas de ellos, y nada tuyo: {file}",
    ),
    "tell-us": (
        "If it stops again, please tell us.",
        "Si vuelve a pararse, avísanos, por favor.",
    ),
    "ended": (
        "Postigo was ended from outside ({how}): by somebody, or by the system, which does that when memory is short. Nothing was changed. Type the same command again.",
        "Postigo se ha cerrado desde fuera ({how}): lo ha cerrado alguien, o el sistema, que lo hace cuando falta memoria. No se ha cambiado nada. Escribe otra vez la misma orden.",
    ),
    "interrupted": (
        "Stopped. Nothing was changed.",
        "Parado. No se ha cambiado nada.",
    ),
    "unexpected": (
        "Set-up met something we did not foresee. Please tell us what stands below.",
        "La preparación se ha encontrado con algo que no habíamos previsto. Dinos, por favor, lo que pone debajo.",
    ),
    "tests-want": (
        "Some tests need parts of your system that are missing, and will be skipped. To install them, type this line:",
        "Algunas pruebas necesitan partes de tu sistema que faltan, y se saltarán. Para instalarlas, escribe esta línea:",
    ),
    "failed": (
        "Failed: {names}",
        "Han fallado: {names}",
    ),
}


class SetupError(Exception):
    """Set-up cannot go on: the sentence for the person, and the technical detail beneath it."""

    def __init__(self, key: str, detail: str = "", **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.detail = detail
        self.values = values


def language(environ: Mapping[str, str], chosen: str | None = None) -> str:
    """`es` or `en`, as the person chose in Postigo, else as their system is set."""
    languages = part("languages")
    spoken: str = languages.language(chosen if chosen in languages.LANGUAGES else None, environ)
    return spoken


def sentence(key: str, **values: object) -> str:
    """The sentence, in the person's language."""
    english, spanish = SENTENCES[key]
    spoken = language(os.environ, part("store/places").kept().language)
    return (spanish if spoken == "es" else english).format(**values)


def say(text: str) -> None:
    """One line for the person; on stderr, because stdout belongs to the audit."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
