"""What must be right before the hub serves: each fault is one sentence, what is wrong and what to do."""
