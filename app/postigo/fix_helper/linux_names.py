"""Names of units and programs for remote control, in small letters. Generated: python3 -m installer.generate."""

from typing import Final

NAMES: Final = (
    "action1", "action1*", "action1_agent", "aemagent", "agentmon", "alpemix", "anydesk",
    "app-dev.lizardbyte.app.sunshine", "app-org.kde.krdpserver", "aspia-host*", "aspia_host",
    "aspia_host_service", "ateraagent", "ateraagent*", "awesun", "bluetrait*", "bomgar*", "bomgar-pac",
    "bomgar-scc", "cag", "cagservice", "chrome-remote-desktop", "chrome-remote-desktop-host",
    "chrome-remote-desktop@*", "connectd", "connectd*", "connectwisecontrol-*", "controlr.agent",
    "controlr.agent*", "controlr.desktopclient", "crossdesk", "ctesservice", "dataplicity", "dcagent",
    "dcservice", "deskreen", "dwagent", "dwagent.bin", "dwaglnc", "dwagsvc", "ehorus_agent", "ehorus_agent*",
    "epoptes-client", "fbvnc", "fbvncserver", "framebuffer-vncserver", "freerdp-shadow", "freerdp-shadow-cli",
    "getscreen", "getscreen*", "getscreen.me", "guacd", "helpwire", "helpwire-client", "helpwire-operator",
    "helpwire-unattended", "hoptodesk", "ica", "islalwayson", "isllight", "isllightclient", "italc", "jcagent",
    "jumpcloud-agent", "kagent*", "kaseyad", "kasmvnc*", "kasmvncserver", "kasmvncserver*", "komari",
    "komari-agent", "konea", "krdpserver", "krfb", "level", "level-agent", "level-linux-amd64", "linuxvnc",
    "ltech", "ltechagent", "meshagent", "mikogo", "naveriskagent", "netlock-rmm-agent*",
    "netlock_rmm_agent_comm", "netlock_rmm_agent_remote", "netophost", "netophost*", "netsupport-student",
    "nezha-agent", "nezha-agent*", "nhost", "nhostd", "ninjarmm-agent", "ninjarmm-linagent", "ninjarmmagent",
    "nsmclient", "nxd", "nxexec", "nxnode.bin", "nxserver", "nxserver.bin", "oray_rundaemon", "parsecd",
    "pitunnel", "plasma-krdp_server", "pulseway", "pulsewayd", "remote-access-service*",
    "remote-assistance-host", "remoteit", "remoteit*", "remotely-agent", "remotely_agent", "remotely_desktop",
    "remotepc", "remotepc*", "remotepc-host", "remoting_host", "rpi-connect", "rpi-connect-wayvnc",
    "rpi-connectd", "rport", "rudesktop", "runsunloginclient", "rustdesk", "rutserv", "screenconnect",
    "screenconnect-*", "screenconnect.client", "sdcust", "shellhub-agent", "shtd", "simplehelpcustomer",
    "sragent", "srfeature", "srstreamer", "srstreamerdaemon", "sunloginclient", "sunshine", "supremo",
    "tacticalagent", "tacticalrmm", "taniumclient", "taniumcx", "teamviewer", "teamviewer_desktop",
    "teamviewerd", "teamviewerqs", "tigervncserver", "tigervncserver@*", "tightvncserver", "tightvncserver@*",
    "tl-session", "tmate", "todesk", "todesk_service", "todesk_session", "todeskd", "tvheadless", "tvncserver",
    "tvncserver*", "veyon", "veyon-server", "veyon-service", "veyon-worker", "vino-server", "vncagent",
    "vncserver-virtuald", "vncserver-x11", "vncserver-x11-core", "vncserver-x11-serviced", "vncserver@*",
    "vncserverui", "vsmagent", "vsmserver", "w0vncserver", "wayvnc", "weylus", "x0tigervncserver",
    "x0vncserver", "x0vncserver*", "x11vnc", "x11vnc*", "x2goagent", "x2gocleansessions", "x2goserver",
    "xkasmvnc", "xorgxrdp", "xpra", "xpra-server", "xrdp", "xrdp-sesman", "xtigervnc", "xtightvnc", "xturbovnc",
    "xvnc", "xvnc-core", "xvnc-kasm", "zohoassist", "zohoassist*", "zohoassistunattended", "zohoassisturs",
    "zohours"
)  # fmt: skip
