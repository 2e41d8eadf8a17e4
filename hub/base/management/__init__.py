"""What commands that run beside the server share."""
