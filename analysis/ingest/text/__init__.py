"""Text without a format of its own: plain, Markdown, and what other readers extract."""
