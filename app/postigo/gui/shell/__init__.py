"""The window without its features: Qt's application, the router, the side bar, the pages, the system's dialogs."""
