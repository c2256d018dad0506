"""The built-in pack: Postigo's own checks, brought in through the same door as anybody's."""

from postigo.api import Pack
from postigo_checks.admin_daily import ADMIN_DAILY
from postigo_checks.auto_updates import UPDATE_AUTO
from postigo_checks.backup import DISK_BACKUP
from postigo_checks.browser_sites import BROWSER_SITES
from postigo_checks.browsers import UPDATE_BROWSER
from postigo_checks.camera import IN_USE
from postigo_checks.detours import NET_DETOURS
from postigo_checks.device_name import DEVICE_NAME
from postigo_checks.devices import DEVICES
from postigo_checks.discoverable import DISCOVERABLE
from postigo_checks.encryption import DISK_ENCRYPTION
from postigo_checks.exclusions import AV_EXCLUSIONS
from postigo_checks.extensions import EXTENSIONS
from postigo_checks.firewall import FIREWALL_ENABLED
from postigo_checks.firmware import UPDATE_FIRMWARE
from postigo_checks.folders import FOLDERS
from postigo_checks.gatekeeper import AV_GATEKEEPER
from postigo_checks.indicator import INDICATOR
from postigo_checks.listening import NET_LISTENING
from postigo_checks.location import INFO_LOCATION
from postigo_checks.lock_screen_camera import LOCK_SCREEN_CAMERA
from postigo_checks.lock_screen_notices import LOCK_SCREEN_NOTICES
from postigo_checks.microphone import MICROPHONE
from postigo_checks.nearby import NEARBY
from postigo_checks.os_pending import OS_PENDING
from postigo_checks.os_supported import OS_SUPPORTED
from postigo_checks.permissions import APP_PERMISSIONS
from postigo_checks.photo_place import IMAGE_LOCATION
from postigo_checks.photo_sync import PHOTO_SYNC, SCREENSHOT_SYNC
from postigo_checks.plain_file import PLAIN_FILE
from postigo_checks.programs import UPDATE_APPS
from postigo_checks.protection.antivirus.check import AV_ACTIVE
from postigo_checks.protection.secure_boot.check import BOOT_SECURE
from postigo_checks.recent_use import RECENT_USE
from postigo_checks.remote_control import REMOTE_CONTROL
from postigo_checks.restart import UPDATE_REBOOT
from postigo_checks.safe_browsing import SAFE_BROWSING
from postigo_checks.saved_logins import SAVED_ON_SHARED
from postigo_checks.screen_lock import SCREEN_LOCK
from postigo_checks.screen_memory import SCREEN_MEMORY
from postigo_checks.screen_recording import SCREEN_RECORDING
from postigo_checks.shared_account import SHARED_ACCOUNT
from postigo_checks.shares import OPEN_SHARES
from postigo_checks.sign_in import BLANK_OR_AUTO
from postigo_checks.tamper_protection import AV_TAMPER
from postigo_checks.unused_accounts import UNUSED_ACCOUNTS
from postigo_checks.wifi import NET_WIFI

pack = Pack(
    name="postigo_checks",
    package="postigo_checks",
    checks=(
        IN_USE,
        MICROPHONE,
        REMOTE_CONTROL,
        APP_PERMISSIONS,
        SCREEN_RECORDING,
        BROWSER_SITES,
        RECENT_USE,
        LOCK_SCREEN_CAMERA,
        INDICATOR,
        DEVICES,
        OS_PENDING,
        OS_SUPPORTED,
        UPDATE_BROWSER,
        UPDATE_AUTO,
        UPDATE_REBOOT,
        UPDATE_APPS,
        BOOT_SECURE,
        UPDATE_FIRMWARE,
        AV_ACTIVE,
        AV_EXCLUSIONS,
        AV_TAMPER,
        AV_GATEKEEPER,
        FIREWALL_ENABLED,
        SAFE_BROWSING,
        NET_LISTENING,
        NET_WIFI,
        NET_DETOURS,
        # tip 1: the own image
        OPEN_SHARES,
        SCREEN_MEMORY,
        SCREEN_LOCK,
        DISK_ENCRYPTION,
        FOLDERS,
        SCREENSHOT_SYNC,
        PHOTO_SYNC,
        DISK_BACKUP,
        IMAGE_LOCATION,
        # tip 4: passwords
        BLANK_OR_AUTO,
        SHARED_ACCOUNT,
        UNUSED_ACCOUNTS,
        ADMIN_DAILY,
        SAVED_ON_SHARED,
        PLAIN_FILE,
        # tip 5: what others learn
        EXTENSIONS,
        # tip 5: personal information
        DISCOVERABLE,
        INFO_LOCATION,
        NEARBY,
        DEVICE_NAME,
        LOCK_SCREEN_NOTICES,
    ),
)
"""The list in the order in which it is shown: eyes and ears first, then walls."""
