#!/bin/sh
# For a double click, on macOS: sets Postigo up the first time, then opens its window.
# Para un doble clic, en macOS: prepara Postigo la primera vez y luego abre su ventana.
this=$(readlink -f -- "$0" 2>/dev/null) || this=$0
exec sh "$(dirname -- "$this")/postigo.sh" "$@"
