Feature: Who asks whom, and when
  Either end may ask or both; the partner of the one that asks does nothing for it.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE

  @seed @S03.3
  Rule: CRED-10 One end or both may retrieve, each for itself

    Background:
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario: one-way, by the client
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

    Scenario: one-way, by the server
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is ALICE

    Scenario: two-way
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is ALICE

  @seed @S04.2
  Rule: CRED-11 The partner need not change: it issues nothing and needs no authority for it

    Scenario: a partner that could not ask itself
      Given the program LEDGER runs on TCPCS2 as user CAROL
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is CAROL

    Scenario: a client that could not ask itself
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR is connected to LEDGER
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is CAROL

  @seed @S04.1 @needs:trace
  Rule: CRED-12 Connecting alone exchanges no credentials

    Scenario: a connection that nobody asks about
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When 5 seconds pass
      Then no XCF question has been sent
      When PAYROLL retrieves its partner's user-id
      Then the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |

  @seed @S08.10 @S08.13
  Rule: CRED-13 A client asks after its connect, a server after its accept

    Scenario: a client whose connect has completed
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call succeeds

    Scenario: a client that has not connected
      Given PAYROLL opens a TCP socket
      When PAYROLL retrieves its partner's user-id
      Then no credential is returned
      And the call is refused

    Scenario: a server whose accept has completed
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When LEDGER retrieves its partner's user-id
      Then the call succeeds

    Scenario: a server that asks on its listening socket
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When LEDGER-LISTENER retrieves its partner's user-id
      Then no credential is returned
      And the call is refused

  @seed @S08.13
  Rule: CRED-14 A server is told of each partner on that partner's own accepted socket

    Scenario: two clients of one server
      Given the program LEDGER runs on TCPCS2 as user BOB
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And PAYROLL is connected to LEDGER
      And AUDITOR is connected to LEDGER, accepted as LEDGER2
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is ALICE
      When LEDGER2 retrieves its partner's user-id
      Then the partner's address-space user ID is CAROL

  @manual @doc:sockets-errno @S08.10 @S08.13
  Rule: CRED-15 Asking for credentials on a socket that is not connected gives ENOTCONN

    @canary
    Scenario: before the connect
      Given PAYROLL opens a TCP socket
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOTCONN

    Scenario: on a bound socket
      Given PAYROLL opens a TCP socket
      And PAYROLL is bound to port 4000
      When PAYROLL retrieves its partner's utoken
      Then the call is refused with ENOTCONN

    Scenario: on a listening socket
      Given PAYROLL listens on port 5000
      When PAYROLL-LISTENER retrieves its partner's user-id
      Then the call is refused with ENOTCONN

  @inferred @S13.4 @S08.10
  Rule: CRED-16 Credentials can still be retrieved while the connection is half closed
    Half closed is still connected; the source's example shows credentials as retrieved in FinWait2.

    Scenario: after this end has finished sending
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL shuts down with SHUT_WR
      And PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

    Scenario: after the partner has finished sending
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When LEDGER shuts down with SHUT_WR
      And PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @choice @S08.10 @doc:sockets-errno
  Rule: CRED-29 A partner that has closed its socket has no credentials left to tell
    Our reading: there is no partner any more, which ENOTCONN says best.
    Other reading: the connection still exists on this side, so the stack may tell who was there.

    Scenario: the partner has closed
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When LEDGER is closed
      And PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOTCONN
