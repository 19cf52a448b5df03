"""What the portal and the desk share of documents: uploads, downloads, and forms that bring files."""
