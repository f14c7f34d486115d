"""Why a file is not accepted."""


class FileRefused(Exception):  # noqa: N818 - an answer, not a defect
    """The file is no picture that we take; `code` for programs, the sentence says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message
