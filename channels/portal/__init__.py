"""The portal: for people who are signed in, taxpayers and those who act for them."""
