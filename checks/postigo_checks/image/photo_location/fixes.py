"""Plans of `image.location`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Text

FIXES: Final = (
    Plan(
        "take-out-place",
        Text("Take the place out before you send a picture"),
        (
            Instruct(Text("Postigo can make copies without the place, of the photos that you choose.")),
            Instruct(Text("On your phone, open the camera's settings, and turn off the location.")),
            Instruct(Text("Windows: right-click on the picture, Properties, Details, “Remove Properties”.")),
            Instruct(Text("Mac: open the picture in Preview, Tools, “Show Location Info”, “Remove Location Info”.")),
            Instruct(Text("Linux: open it in an image program, and export it without its metadata.")),
            Instruct(Text("A screenshot of a picture carries no place.")),
        ),
        Text("About 5 minutes."),
    ),
)
