#!/bin/sh
# For a double click, on Linux: sets Postigo up the first time, then opens its window. In a terminal, words can follow.
# Para un doble clic, en Linux: prepara Postigo la primera vez y luego abre su ventana.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit

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
