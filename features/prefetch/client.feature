Feature: SIOCSPARTNERINFO at a client
  Issued before connect, it has the stack fetch the server's credentials by itself as soon as the connection is there.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB

  @seed @S09.3 @S09.2
  Rule: PREF-01 A client may issue SIOCSPARTNERINFO before its connect, over IPv4 and over IPv6

    Scenario: an IPv4 socket
      Given PAYROLL opens a TCP socket over AF_INET
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER over AF_INET
      And PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

    @needs:ipv6
    Scenario: an IPv6 socket
      Given PAYROLL opens a TCP socket over AF_INET6
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER over AF_INET6
      And PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @seed @S09.1 @S09.6 @S09.5
  Rule: PREF-02 After the prefetch the client's SIOCGPARTNERINFO returns without suspension
    Time enough for the exchange passes between connect and request.

    Background:
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass

    Scenario: by a caller that will not be suspended
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call succeeds
      And the partner's address-space user ID is BOB

    Scenario: by a caller that could be suspended
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call succeeds
      And the call has lasted 0 seconds

  @seed @S09.4 @needs:trace
  Rule: PREF-03 After the connect completes the client's stack sends the XCF request by itself

    @canary
    Scenario: nothing before the connect
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      When 2 seconds pass
      Then no XCF question has been sent

    Scenario: one question after the connect, though nobody has asked
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When 2 seconds pass
      Then the XCF messages sent are
        | message  | from   | to     |
        | question | TCPCS1 | TCPCS2 |
        | answer   | TCPCS2 | TCPCS1 |

  @inferred @S09.5 @needs:trace
  Rule: PREF-04 What the client's stack has stored is returned without a second exchange
    The source narrates that the stack stores the answer before it is asked for.

    Scenario: asked after the answer was stored
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      And the XCF trace is read up to here
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And no XCF question has been sent

  @seed @S09.2 @S09.6
  Rule: PREF-05 The prefetch works over IPv4 and over IPv6

    Scenario: an IPv4 connection
      Given PAYROLL opens a TCP socket over AF_INET
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER over AF_INET
      And 2 seconds pass
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

    @needs:ipv6
    Scenario: an IPv6 connection
      Given PAYROLL opens a TCP socket over AF_INET6
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER over AF_INET6
      And 2 seconds pass
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

  @inferred @S09.2 @S13.4 @needs:ipv6
  Rule: PREF-06 The prefetch works over IPv4-mapped addresses
    The source's Netstat example has such addresses and shows SIOCSPARTNERINFO as issued.

    Scenario: an IPv6 socket with an IPv4 partner
      Given PAYROLL opens a TCP socket over AF_INET6
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER over IPv4-mapped addresses
      And 2 seconds pass
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

  @inferred @S09.1 @S03.2
  Rule: PREF-07 For a partner on the same stack the prefetched credentials are there at once
    Nothing has to be exchanged.

    Scenario: asked right after the connect
      Given the program BRANCH runs on TCPCS1 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to BRANCH
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

  @inferred @S04.2 @S09.1 @needs:trace
  Rule: PREF-08 The client's SIOCSPARTNERINFO makes only the client's stack ask
    Each end marks its own socket; nothing is said of the partner's.

    Scenario: the server has not prefetched
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
      And the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |
