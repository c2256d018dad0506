#!/bin/sh
# Disk image with Postigo.app, on a Mac: sh installer/macos/build.sh [folder for it]
#
# It never ran: there was no Mac. It is read by tests/installer/test_packages_macos.py, and held to Apple's and PyInstaller's pages.
# Whoever signs names their own certificate and profile; without them the image is made unsigned, and macOS warns who opens it.
#   POSTIGO_IDENTITY  a "Developer ID Application: …" in the keychain (security find-identity -v -p codesigning)
#   POSTIGO_NOTARY    a profile in the keychain (xcrun notarytool store-credentials)
#   POSTIGO_PYTHON    Python of python.org, universal2, 3.11 or later; python3 without it
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-$root/dist}
python=${POSTIGO_PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$(uname)" != Darwin ]; then
    echo "This makes a package for macOS, and needs a Mac." >&2
    exit 64
fi

"$python" -m venv "$work/venv"
for layer in base age stamps qt packages; do
    "$work/venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: --no-deps -r "$root/installer/locks/$layer.txt"
done
"$work/venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation "$root"
POSTIGO_VERSION=$("$work/venv/bin/python" -c 'import postigo; print(postigo.__version__)')
export POSTIGO_VERSION

# The icon: one drawing in ten sizes.
"$work/venv/bin/python" "$here/icon.py" "$root" "$work/postigo.iconset"
iconutil --convert icns --output "$work/postigo.icns" "$work/postigo.iconset"
POSTIGO_ICON=$work/postigo.icns
export POSTIGO_ICON

SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=1
"$work/venv/bin/python" -m PyInstaller --noconfirm --clean --log-level ERROR \
    --distpath "$work/made" --workpath "$work/building" "$here/postigo.spec"
app=$work/made/Postigo.app

# From the inside out: what is signed by somebody else, such as Qt's libraries, must be signed by the same team as the program.
if [ -n "${POSTIGO_IDENTITY:-}" ]; then
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) ! -path "$app/Contents/MacOS/postigo" -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$POSTIGO_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$POSTIGO_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
fi

mkdir -p "$out" "$work/image"
mv "$app" "$work/image/"
ln -s /Applications "$work/image/Applications"
image=$out/postigo-$POSTIGO_VERSION.dmg
rm -f "$image"
hdiutil create -quiet -volname Postigo -srcfolder "$work/image" -fs HFS+ -format ULFO "$image"

if [ -n "${POSTIGO_IDENTITY:-}" ]; then
    codesign --timestamp --sign "$POSTIGO_IDENTITY" "$image"
fi
if [ -n "${POSTIGO_NOTARY:-}" ]; then
    xcrun notarytool submit --keychain-profile "$POSTIGO_NOTARY" --wait "$image"
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature "$image"
fi
echo "$image"
