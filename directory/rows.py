"""A row of a summary list, as `components/summary_list.html` shows it."""

from typing import Any

Row = dict[str, Any]
"""`label` and `value`, and where the page has a use for them `url` and `change`."""
