"""What runs inside Rasa (Python 3.10): the one input channel and the pipeline's own components. Imports nothing of ours."""
