"""Pictures of the screen that Windows Recall keeps."""
