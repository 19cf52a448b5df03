"""What runs inside the inspecting process alone."""
