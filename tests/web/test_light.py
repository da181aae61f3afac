"""The web process carries no model: what it imports stays small, however many workers an operator starts."""

import subprocess
import sys

HEAVY = ("av", "cv2", "numpy", "onnxruntime", "nudenet", "PIL")
CODE = f"""
import sys, django
django.setup()
import panggung.config.asgi
import panggung.config.urls
print(*[name for name in {HEAVY} if name in sys.modules])
"""


def test_the_web_process_imports_no_model_and_no_codec():
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert told.stdout.split() == []
