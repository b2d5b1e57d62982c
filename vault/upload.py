"""How uploaded bytes come in: through memory only, never through a file on the disk, and no more than we would keep."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from vault.pdf import LARGEST

MOST_TOGETHER = 2 * LARGEST
"""Bytes of all files of one request: what the web server lets through (deploy/nginx.conf), less the other fields."""


class MemoryOnlyUploadHandler(FileUploadHandler):
    """Keeps the files of one request in memory, as long as two of the largest we accept are no larger together.

    What is larger is counted and thrown away while it comes in; the form then sees its size and says so. (Django's own
    handler for memory ignores such a file without a word, and its other one writes to the disk.)
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.held = 0
        self.file = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.held += len(raw_data)
        if self.held <= MOST_TOGETHER:
            self.file.write(raw_data)
        else:
            self.file = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
