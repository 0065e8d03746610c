"""The reference implementation with 1,000 and with 100,000 connections: memory, one ioctl, one line of Netstat."""


def scale_rows() -> list[str]:
    return []
