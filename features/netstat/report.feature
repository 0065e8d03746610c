Feature: The Netstat ALL/-A report in which the two flags stand
  Labels and their order are checked, columns and numbers of digits are not: blanks were lost on the way to the source's
  pages, and its 32-digit counters are longer than a 64-bit number can be.

  @seed @S12.1
  Rule: NET-40 The report shows both flags of a TCP connection

    Scenario: a connection about which nobody asked
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When the Netstat ALL report of TCPCS1 is displayed
      Then the report shows the flags 00 and 00 for PAYROLL
      And the report shows the flags 00 and 00 for LEDGER

    @canary
    Scenario: a connection whose routing and user ID were asked for
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      And the Netstat ALL report of TCPCS1 is displayed
      Then the report shows the flags 8E and 80 for PAYROLL

  @seed @S13.1
  Rule: NET-41 The labels of the source's example stand in its order
    Where the source leaves a gap, other labels may stand.

    Background:
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario: the labels in order
      When the Netstat ALL report of TCPCS1 is displayed
      Then the report shows for PAYROLL, in this order
        | Client Name            |
        | Client Id              |
        | Local Socket           |
        | Foreign Socket         |
        | BytesIn                |
        | BytesOut               |
        | SegmentsIn             |
        | SegmentsOut            |
        | Last Touched           |
        | State                  |
        | RcvNxt                 |
        | SndNxt                 |
        | ClientRcvNxt           |
        | ClientSndNxt           |
        | MaximumSegmentSize     |
        | DSField                |
        | Round-trip information |
        | Smooth trip time       |
        | SmoothTripVariance     |
        | ReceiveBufferSize      |
        | SendBufferSize         |
        | TcpClusterConnFlag     |
        | TcpTrustedPartner      |
        | ReceiveDataQueued      |
        | SendDataQueued         |

    Scenario: both flags on one line, two digits each
      When PAYROLL retrieves its partner's user-id and utoken
      And the Netstat ALL report of TCPCS1 is displayed
      Then the report shows both flags of PAYROLL on one line as two hexadecimal digits each

  @seed @S13.1 @S13.2 @S13.3 @S13.4 @S13.5 @S13.6 @needs:ipv6
  Rule: NET-42 The source's example can be brought about: FinWait2, IPv4-mapped addresses, 8E and E0
    A client that issued SIOCSPARTNERINFO, retrieved both credentials of a partner in the same image, and has begun
    to close the connection.

    Scenario Outline: the example from behaviour
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL opens a TCP socket over AF_INET6
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER over IPv4-mapped addresses
      When PAYROLL retrieves its partner's user-id and utoken
      And PAYROLL shuts down with SHUT_WR
      Then Netstat shows the state FinWait2 for PAYROLL
      And Netstat shows the local address ::ffff:10.1.1.1 and the foreign address <foreign> for PAYROLL
      And Netstat shows TcpClusterConnFlag 8E for PAYROLL
      And Netstat shows TcpTrustedPartner E0 for PAYROLL

      Examples:
        | case       | lab        | partner stack | foreign         |
        | one-stack  | one-stack  | TCPCS1        | ::ffff:10.1.1.1 |
        | two-stacks | two-stacks | TCPCS2        | ::ffff:10.1.1.2 |

  @inferred @S13.4 @needs:ipv6
  Rule: NET-43 The flags are shown alike for IPv4, IPv6 and IPv4-mapped connections, at both ends
    The example is of a mapped connection; that the others do not differ follows, since both ioctls serve both families.

    Scenario Outline: the flags over each kind of address
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER over <way>
      When PAYROLL retrieves its partner's user-id and utoken
      And LEDGER retrieves its partner's user-id
      Then Netstat shows TcpClusterConnFlag 8A for PAYROLL
      And Netstat shows TcpTrustedPartner C0 for PAYROLL
      And Netstat shows TcpClusterConnFlag 8A for LEDGER
      And Netstat shows TcpTrustedPartner 80 for LEDGER
      And Netstat shows the local address <client> and the foreign address <server> for PAYROLL

      Examples:
        | case   | way                   | client          | server          |
        | ipv4   | AF_INET               | 10.1.1.1        | 10.1.1.2        |
        | ipv6   | AF_INET6              | 2001:db8:1::1   | 2001:db8:1::2   |
        | mapped | IPv4-mapped addresses | ::ffff:10.1.1.1 | ::ffff:10.1.1.2 |

  @inferred @S13.4 @doc:netstat-all
  Rule: NET-44 Each state of a connection has its word
    FinWait2 stands in the source's example, Listen and Establsh in published samples; the others follow their pattern.

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: a listening socket
      Given LEDGER listens on port 5000
      Then Netstat shows the state Listen for the listener of LEDGER

    Scenario: connected, one end closed, both ends closed
      Given PAYROLL is connected to LEDGER
      Then Netstat shows the state Establsh for PAYROLL
      And Netstat shows the state Establsh for LEDGER
      When PAYROLL shuts down with SHUT_WR
      Then Netstat shows the state FinWait2 for PAYROLL
      And Netstat shows the state ClosWait for LEDGER
      When LEDGER shuts down with SHUT_WR
      Then Netstat shows the state TimeWait for PAYROLL

    Scenario: closed by the server first
      Given PAYROLL is connected to LEDGER
      When LEDGER is closed
      Then Netstat shows the state ClosWait for PAYROLL

  @choice @S12.8 @S13.6
  Rule: NET-45 A listening socket shows the flags too: its own request and its own SIOCSPARTNERINFO
    The source shows the line for an established pair only.
    Our reading: every TCP socket has the line; a listener shows 00 and 00, or 00 and 20 after SIOCSPARTNERINFO.
    Other reading: a listener has no partner and so no such line.

    Background:
      Given the lab one-stack
      And the program LEDGER runs on TCPCS1 as user BOB

    Scenario: a listener without SIOCSPARTNERINFO
      Given LEDGER listens on port 5000
      Then Netstat shows TcpClusterConnFlag 00 for the listener of LEDGER
      And Netstat shows TcpTrustedPartner 00 for the listener of LEDGER

    Scenario: a listener with SIOCSPARTNERINFO
      Given LEDGER opens its listening socket
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      Then Netstat shows TcpClusterConnFlag 00 for the listener of LEDGER
      And Netstat shows TcpTrustedPartner 20 for the listener of LEDGER

  @inferred @S12.1 @S06.3 @doc:netstat-all
  Rule: NET-46 UDP sockets are in the report, without the flags
    The report covers UDP sockets; the flags are about TCP connections, and both ioctls are for TCP sockets only.

    Scenario: a UDP socket
      Given the lab one-stack
      And the program BEACON runs on TCPCS1 as user ALICE
      And BEACON opens a UDP socket
      And BEACON is bound to port 7000
      Then Netstat shows neither flag for BEACON
