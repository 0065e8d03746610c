"""Serves the Python adapter of a file as a child process: served.py FILE Class."""

import sys

from ezconform.connection import connectors
from ezconform.connection.serve import serve

serve(connectors.python_adapter(f"py:{sys.argv[1]}:{sys.argv[2]}")())
