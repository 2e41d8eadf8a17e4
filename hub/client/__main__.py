"""`python -m hub.client` is the `hub` command."""

import sys

from hub.client.cli import main

sys.exit(main())
