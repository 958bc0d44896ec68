"""Plain data as bytes, for a line whose other end may be hostile.

One tag byte, then the value; lengths are 8-byte little-endian. Decoding builds only the types
named here, never looks a class up by name and never calls code of the sender's: no pickle, no
marshal, no eval. Anything else, either way, is a `WireError`.
"""

from grader.rpc.codec.decoder import decode
from grader.rpc.codec.encoder import encode
from grader.rpc.codec.terms import Reference, WireError

__all__ = ["Reference", "WireError", "decode", "encode"]
