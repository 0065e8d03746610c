"""Ways to reach a subject: in process, as a child process, over a socket.

Knows the wire and operating-system processes; knows neither scenarios nor verdicts.
"""
