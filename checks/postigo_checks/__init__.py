"""The built-in pack: Postigo's own checks, brought in through the same door as anybody's."""

from postigo.api import Pack
from postigo_checks.accounts.admin_daily.check import ADMIN_DAILY
from postigo_checks.accounts.plain_file.check import PLAIN_FILE
from postigo_checks.accounts.saved_passwords.check import SAVED_ON_SHARED
from postigo_checks.accounts.shared_account.check import SHARED_ACCOUNT
from postigo_checks.accounts.sign_in.check import BLANK_OR_AUTO
from postigo_checks.accounts.unused_accounts.check import UNUSED_ACCOUNTS
from postigo_checks.blackmail.auto_cleanup.check import AUTO_CLEANUP
from postigo_checks.blackmail.clock.check import CLOCK
from postigo_checks.blackmail.evidence_folder.check import EVIDENCE_FOLDER
from postigo_checks.capture.app_permissions.check import APP_PERMISSIONS
from postigo_checks.capture.browser_sites.check import BROWSER_SITES
from postigo_checks.capture.camera_in_use.check import IN_USE
from postigo_checks.capture.devices.check import DEVICES
from postigo_checks.capture.indicator.check import INDICATOR
from postigo_checks.capture.location.check import INFO_LOCATION
from postigo_checks.capture.lock_screen_camera.check import LOCK_SCREEN_CAMERA
from postigo_checks.capture.microphone_in_use.check import MICROPHONE
from postigo_checks.capture.microphone_permissions.check import MICROPHONE_PERMISSIONS
from postigo_checks.capture.recent_use.check import RECENT_USE
from postigo_checks.capture.screen_recording.check import SCREEN_RECORDING
from postigo_checks.image.backup.check import DISK_BACKUP
from postigo_checks.image.disk_encryption.check import DISK_ENCRYPTION
from postigo_checks.image.folders.check import FOLDERS
from postigo_checks.image.open_shares.check import OPEN_SHARES
from postigo_checks.image.photo_location.check import IMAGE_LOCATION
from postigo_checks.image.photo_sync.check import PHOTO_SYNC, SCREENSHOT_SYNC
from postigo_checks.image.screen_lock.check import SCREEN_LOCK
from postigo_checks.image.screen_memory.check import SCREEN_MEMORY
from postigo_checks.network.firewall.check import FIREWALL_ENABLED
from postigo_checks.network.listening.check import NET_LISTENING
from postigo_checks.network.traffic_redirects.check import NET_DETOURS
from postigo_checks.network.wifi.check import NET_WIFI
from postigo_checks.protection.antivirus.check import AV_ACTIVE
from postigo_checks.protection.exclusions.check import AV_EXCLUSIONS
from postigo_checks.protection.gatekeeper.check import AV_GATEKEEPER
from postigo_checks.protection.safe_browsing.check import SAFE_BROWSING
from postigo_checks.protection.secure_boot.check import BOOT_SECURE
from postigo_checks.protection.tamper_protection.check import AV_TAMPER
from postigo_checks.strangers.device_name.check import DEVICE_NAME
from postigo_checks.strangers.discoverable.check import DISCOVERABLE
from postigo_checks.strangers.extensions.check import EXTENSIONS
from postigo_checks.strangers.lock_screen_notices.check import LOCK_SCREEN_NOTICES
from postigo_checks.strangers.monitoring.check import MONITORING
from postigo_checks.strangers.nearby.check import NEARBY
from postigo_checks.strangers.remote_control.check import REMOTE_CONTROL
from postigo_checks.updates.apps.check import UPDATE_APPS
from postigo_checks.updates.automatic.check import UPDATE_AUTO
from postigo_checks.updates.browsers.check import UPDATE_BROWSER
from postigo_checks.updates.firmware.check import UPDATE_FIRMWARE
from postigo_checks.updates.pending.check import OS_PENDING
from postigo_checks.updates.restart.check import UPDATE_REBOOT
from postigo_checks.updates.supported.check import OS_SUPPORTED

pack = Pack(
    name="postigo_checks",
    package="postigo_checks",
    checks=(
        IN_USE,
        MICROPHONE,
        REMOTE_CONTROL,
        APP_PERMISSIONS,
        MICROPHONE_PERMISSIONS,
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
        MONITORING,
        # tip 6: only behind the door
        EVIDENCE_FOLDER,
        AUTO_CLEANUP,
        CLOCK,
    ),
)
"""Checks in the order in which they are shown: eyes and ears first, then walls."""
