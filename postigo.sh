#!/bin/sh
# For a double click, on Linux: sets Postigo up the first time, then opens its window. In a terminal, words can follow.
# Para un doble clic, en Linux: prepara Postigo la primera vez y luego abre su ventana.

this=$(readlink -f -- "$0" 2>/dev/null) || this=$0 # there may be a link to it on the desktop
here=$(CDPATH='' cd -- "$(dirname -- "$this")" && pwd) || exit
if [ ! -f "$here/installer/run.py" ]; then
    echo 'The rest of Postigo is not beside this file. Unpack the whole folder first, then open it there.' >&2
    echo 'El resto de Postigo no está junto a este archivo. Descomprime antes la carpeta entera y abre esto en ella.' >&2
    exit 69
fi

# The first time takes minutes: somebody who clicked should see them.
if [ ! -t 2 ] && [ $# -eq 0 ] && [ -z "$POSTIGO_SHOWN" ] && [ -n "$DISPLAY$WAYLAND_DISPLAY" ] &&
    [ ! -f "$here/.venv/postigo-set-up.json" ]; then
    export POSTIGO_SHOWN=1
    for terminal in xdg-terminal-exec 'x-terminal-emulator -e' 'konsole -e' 'gnome-terminal --wait --' 'xfce4-terminal -x'; do
        # shellcheck disable=SC2086 # its words are words
        command -v "${terminal%% *}" >/dev/null && exec $terminal sh "$here/postigo.sh"
    done
fi

for python in python3 python3.14 python3.13 python3.12 python3.11 ''; do
    [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
if [ -n "$python" ]; then
    "$python" "$here/installer/run.py" "$@"
    status=$?
else
    echo 'Postigo needs Python 3.11 or newer. On Windows and macOS it is at python.org; on Linux, install python3.' >&2
    echo 'Postigo necesita Python 3.11 o posterior. En Windows y macOS está en python.org; en Linux, instala python3.' >&2
    status=69
fi
if [ -n "$POSTIGO_SHOWN" ]; then
    printf '\nPress Enter to close this. Pulsa Intro para cerrar esto. '
    read -r _
fi
exit "$status"
