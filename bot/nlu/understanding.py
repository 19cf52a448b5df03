"""The one component of Rasa's pipeline: sets the intent and hands everything understood to the actions.

`message.set(..., add_to_output=True)` is what reaches the actions as `tracker.latest_message["understood"]`. The reading
itself knows nothing of Rasa (`bot.nlu.reader`).
"""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.reader import Example, Reader

_ARRAYS = "heads.npz"
_RANKING = "intent_ranking"
_UNDERSTOOD = "understood"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Understanding(GraphComponent, IntentClassifier):
    """Understands a message: topics, hardships, facts, dates, language, and what is asked of the conversation."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, reader: Any = None) -> None:
        self._storage = model_storage
        self._resource = resource
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Understanding":
        """An untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Understanding":
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder, np.load(folder / _ARRAYS, allow_pickle=False) as kept:
            return cls(model_storage, resource, Reader.from_arrays(dict(kept)))

    def train(self, training_data: TrainingData) -> Resource:
        """Trains on the examples and the metadata of their blocks."""
        examples = [
            Example.read(
                message.get(TEXT), message.get(INTENT), (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
            )
            for message in training_data.intent_examples
        ]
        self._reader = Reader.train(examples)
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / _ARRAYS, **self._reader.arrays())
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Understands messages."""
        for message in messages:
            read = self._reader.read(message.get(TEXT), message.get(METADATA))
            ranking = [{"name": name, "confidence": score} for name, score in read["ranking"]]
            message.set(INTENT, {"name": read["intent"], "confidence": ranking[0]["confidence"]}, add_to_output=True)
            message.set(_RANKING, ranking, add_to_output=True)
            message.set(_UNDERSTOOD, read["understood"], add_to_output=True)
        return messages
