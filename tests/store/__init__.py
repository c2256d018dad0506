"""Tests of the files that Postigo keeps."""
