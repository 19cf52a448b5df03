"""Call-backs: a person asks to be called, safely; whoever the operator names calls (`TAS_CALLBACKS`)."""
