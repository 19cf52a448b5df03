"""The record to take away, as a PDF and as a ZIP with every paper."""
