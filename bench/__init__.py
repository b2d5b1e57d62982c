"""Promises on speed, as programs. `python -m bench` runs every section, `python -m bench archive` one."""
