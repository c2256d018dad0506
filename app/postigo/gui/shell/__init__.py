"""Shell of the window, without its features: application, router, side bar, pages, dialogs."""
