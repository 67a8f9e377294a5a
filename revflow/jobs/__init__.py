"""What is counted beside the page: it waits for pages, stops when nobody looks, and is let finish before the process ends."""
