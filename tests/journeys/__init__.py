"""The stories of the product as its officers live them: real hub, real browsers, real command line."""
