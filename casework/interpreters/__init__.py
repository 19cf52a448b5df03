"""Languages that the chat doesn't speak: who needs an interpreter, and the one line that is said to them."""

from casework.interpreters.languages import SpokenLanguage, spoken_language, spoken_languages
from casework.interpreters.service import Need, find

__all__ = ["Need", "SpokenLanguage", "find", "spoken_language", "spoken_languages"]
