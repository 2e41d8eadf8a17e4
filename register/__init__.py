"""The national register of requests that go on paper, so that statistics are whole (FATF R.33)."""
