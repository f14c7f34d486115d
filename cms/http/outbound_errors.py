"""Why a call to another server was refused or failed."""


class OutboundError(Exception):
    """A call that was refused or failed: `code` for programs, the message a sentence for people.

    No message holds more of an address than its host: paths and queries carry secrets.
    """

    code = "failed"


class AddressRefusedError(OutboundError):
    """The address is malformed, or of a kind that is never called."""

    code = "address_refused"


class PrivateAddressError(OutboundError):
    """The address leads into a private network."""

    code = "private_address"


class UnknownHostError(OutboundError):
    """The name server knows no such host."""

    code = "unknown_host"


class UnreachableError(OutboundError):
    """Nobody answers there, or the connection broke."""

    code = "unreachable"


class UntrustedError(OutboundError):
    """The certificate does not prove that this is the host."""

    code = "untrusted"


class TimedOutError(OutboundError):
    """It took longer than it may."""

    code = "timed_out"


class TooBigError(OutboundError):
    """The answer is bigger than it may be."""

    code = "too_big"


class RedirectedError(OutboundError):
    """It answered that the thing is elsewhere; no redirect is followed."""

    code = "redirected"


class RefusedError(OutboundError):
    """It answered with a status that is no success."""

    code = "refused"


class BrokenAnswerError(OutboundError):
    """What came back is not HTTP, ended early, or is in an encoding that nobody asked for."""

    code = "broken_answer"
