"""DCAS, the Digital Certificate Access Server: levels, MODIFY, configuration, bounded requests."""

from reference_impl.dcas.server import Dcas

__all__ = ["Dcas"]
