#!/bin/sh
# For a double click, on macOS: sets Postigo up the first time, then opens its window.
# Para un doble clic, en macOS: prepara Postigo la primera vez y luego abre su ventana.
exec sh "$(dirname -- "$0")/postigo.sh" "$@"
