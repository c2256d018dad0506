"""The services of a Windows 11 as it comes: names only, for what counts is what is *not* among them.

From a public script that puts all services back as Windows 11 has them (text id 30306166514), and those of Defender,
the firewall, updates and the camera that other public lists name beside them (text ids 44411765983, 54377327109).
Drivers, which lie in the same place of the registry, are not listed there; a real list is some three times as long.
"""

from __future__ import annotations

_NAMES = """
AJRouter AppIDSvc Appinfo AppMgmt AppReadiness AppXSvc AudioEndpointBuilder Audiosrv BDESVC BFE BITS BTAGService
BcastDVRUserService BluetoothUserService BrokerInfrastructure BthAvctpSvc CDPSvc COMSysApp CaptureService ClipSVC
CoreMessagingRegistrar CryptSvc DPS DcomLaunch DevQueryBroker DeviceAssociationService DeviceInstall Dhcp DiagTrack
DispBrokerDesktopSvc DisplayEnhancementService DmEnrollmentSvc Dnscache DoSvc DsSvc DsmSvc DusmSvc EFS Eaphost
EntAppSvc EventLog EventSystem FDResPub FontCache FontCache3.0.0.0 FrameServer GraphicsPerfSvc HvHost IKEEXT
InstallService InventorySvc IpxlatCfgSvc KeyIso KtmRm LSM LanmanServer LanmanWorkstation LicenseManager LxpSvc MSDTC
McpManagementService NcbService NcdAutoSetup NetSetupSvc NetTcpPortSharing Netlogon Netman NgcCtnrSvc NgcSvc NlaSvc
PNRPAutoReg PNRPsvc PcaSvc PerfHost PlugPlay PolicyAgent Power PrintNotify ProfSvc QWAVE RasMan RmSvc RpcEptMapper
RpcSs SENS SNMPTRAP SSDPSRV SamSs Schedule ShellHWDetection Spooler SstpSvc StateRepository StorSvc SysMain
SystemEventsBroker TabletInputService TermService Themes TimeBrokerSvc TokenBroker TrkWks TrustedInstaller UsoSvc
UserManager VSS VaultSvc W32Time WEPHOSTSVC WFDSConMgrSvc WManSvc WSAIFabricSvc WSearch WaaSMedicSvc WbioSrvc Wcmsvc
WdiServiceHost WdiSystemHost WebClient Wecsvc WinDefend WinHttpAutoProxySvc WinRM Winmgmt WlanSvc WpnService
XblAuthManager XblGameSave XboxGipSvc XboxNetApiSvc camsvc cbdhsvc dcsvc defragsvc
diagnosticshub.standardcollector.service diagsvc dmwappushservice dot3svc fdPHost gpsvc hidserv iphlpsvc lltdsvc
lmhosts mpssvc msiserver netprofm nsi p2pimsvc p2psvc pla seclogon smphost sppsvc svsvc swprv upnphost vds wcncsvc
whesvc wlidsvc wmiApSrv wuauserv wuqisvc
"""

SERVICES = _NAMES.split()
