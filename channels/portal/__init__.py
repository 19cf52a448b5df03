"""The signed-in door: taxpayers and representatives see their cases, talk about them, and say how they are reached."""
