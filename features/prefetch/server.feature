Feature: SIOCSPARTNERINFO at a server
  Issued on the listening socket before listen; every socket accepted from it is served by the stack's own request.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user BOB
    And the program LEDGER runs on TCPCS2 as user ALICE
    And LEDGER opens its listening socket

  @seed @S10.1
  Rule: PREF-20 A server may issue SIOCSPARTNERINFO before its listen

    @canary
    Scenario: on a new socket
      When LEDGER-LISTENER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER
      And LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

    Scenario: on a bound socket
      Given LEDGER-LISTENER is bound to port 5000
      When LEDGER-LISTENER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds

  @seed @S10.4 @S10.3
  Rule: PREF-21 After the prefetch the server's SIOCGPARTNERINFO on the accepted socket returns without suspension
    Time enough for the exchange passes between accept and request.

    Background:
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass

    Scenario: by a caller that will not be suspended
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the call succeeds
      And the partner's address-space user ID is BOB

    Scenario: by a caller that could be suspended
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 5
      Then the call succeeds
      And the call has lasted 0 seconds

  @seed @S10.2 @needs:trace
  Rule: PREF-22 After the accept completes the server's stack sends the XCF request by itself

    Scenario: nothing while the server listens
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      When 2 seconds pass
      Then no XCF question has been sent

    Scenario: one question after the accept, though nobody has asked
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When 2 seconds pass
      Then the XCF messages sent are
        | message  | from   | to     |
        | question | TCPCS2 | TCPCS1 |
        | answer   | TCPCS1 | TCPCS2 |

  @choice @S10.2 @doc:setpi @needs:trace
  Rule: PREF-23 The server's request is sent after the accept, not when the connection is set up
    Our reading: as the source tells it, the accept comes first.
    Other reading: the manual of the ioctl says that the fetch happens during connection set-up, before the accept.

    Scenario: connected, but not accepted yet
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL has connected to LEDGER, which has not accepted yet
      When 2 seconds pass
      Then no XCF question has been sent
      When LEDGER accepts the connection as LEDGER
      And 2 seconds pass
      Then the XCF questions sent are
        | from   | to     |
        | TCPCS2 | TCPCS1 |

  @inferred @S10.3 @needs:trace
  Rule: PREF-24 What the server's stack has stored is returned without a second exchange
    The source narrates that the stack stores the answer before it is asked for.

    Scenario: asked after the answer was stored
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      And the XCF trace is read up to here
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And no XCF question has been sent

  @seed @S12.9 @S10.4
  Rule: PREF-25 Every socket accepted later inherits the listener's SIOCSPARTNERINFO

    Scenario: the first and the second client
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And AUDITOR is connected to LEDGER, accepted as LEDGER2
      And 2 seconds pass
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB
      When LEDGER2 asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is CAROL

    @canary @needs:virtual-clock
    Scenario: a client that comes much later
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      And 600 seconds pass
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

  @inferred @S12.9 @S09.1
  Rule: PREF-26 No other socket inherits it
    Inheritance goes from a listener to what it accepts, and nowhere else.

    Scenario: the client of the connection
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

    Scenario: a socket accepted by another server
      Given the program ARCHIVE runs on TCPCS2 as user ALICE
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      And PAYROLL is connected to ARCHIVE
      And 2 seconds pass
      When ARCHIVE asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

    Scenario: a second connection of the same client
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And PAYROLL opens the socket SECOND
      And SECOND is connected to LEDGER, accepted as LEDGER2
      And 2 seconds pass
      When SECOND asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

    Scenario: a connection that the same server makes as a client
      Given LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      And LEDGER opens a TCP socket
      And LEDGER is connected to PAYROLL
      And 2 seconds pass
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

  @inferred @S10.4 @S09.2 @needs:ipv6
  Rule: PREF-27 Inheritance works over IPv6 and for IPv4-mapped clients
    Said of the ioctl in general, with the client as the example.

    Background:
      Given the program ARCHIVE runs on TCPCS2 as user ALICE
      And ARCHIVE opens its listening socket over AF_INET6
      And ARCHIVE-LISTENER has issued SIOCSPARTNERINFO

    Scenario: an IPv6 client
      Given PAYROLL is connected to ARCHIVE over AF_INET6
      And 2 seconds pass
      When ARCHIVE asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

    Scenario: an IPv4-mapped client
      Given PAYROLL is connected to ARCHIVE over IPv4-mapped addresses
      And 2 seconds pass
      When ARCHIVE asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB
