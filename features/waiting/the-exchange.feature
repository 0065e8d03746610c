Feature: The exchange between the stacks
  Which stack asks which, over what, and what happens when it goes wrong.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB
    And PAYROLL is connected to LEDGER

  @seed @S08.12 @needs:trace
  Rule: WAIT-30 For a client the XCF request goes from the client's stack to the server's, and the answer back

    Scenario: the client asks
      When PAYROLL retrieves its partner's user-id and utoken
      Then the call succeeds
      And the XCF messages sent are
        | message  | from   | to     |
        | question | TCPCS1 | TCPCS2 |
        | answer   | TCPCS2 | TCPCS1 |

  @seed @S08.14 @needs:trace
  Rule: WAIT-31 For a server the XCF request goes from the server's stack to the client's, and the answer back

    Scenario: the server asks
      When LEDGER retrieves its partner's user-id and utoken
      Then the call succeeds
      And the XCF messages sent are
        | message  | from   | to     |
        | question | TCPCS2 | TCPCS1 |
        | answer   | TCPCS1 | TCPCS2 |

  @seed @S03.3 @S03.1
  Rule: WAIT-32 Both ends may wait for each other's credentials at the same time

    @needs:virtual-clock
    Scenario: two-way, at once
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And LEDGER asks for its partner's user-id with PI_TIMEOUT 5
      Then PAYROLL's call is suspended
      And LEDGER's call is suspended
      When 1 second passes
      Then PAYROLL's call succeeds
      And the partner's address-space user ID is BOB
      And LEDGER's call succeeds
      And the partner's address-space user ID is ALICE

  @manual @doc:sockets-errno @S08.9 @needs:virtual-clock
  Rule: WAIT-33 A second request on a socket that has one outstanding gives EALREADY

    Scenario Outline: whatever the second one asks
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is suspended
      When PAYROLL asks for its partner's <request> with PI_TIMEOUT <limit>
      Then the call is refused with EALREADY

      Examples:
        | case         | request | limit |
        | the-same     | user-id | 5     |
        | another-item | utoken  | 5     |

  @choice @doc:sockets-errno @S08.9 @needs:virtual-clock
  Rule: WAIT-45 That a request is outstanding is told before unwillingness to wait
    Our reading: EALREADY, since the request cannot be taken at all, whatever its limit.
    Other reading: EAGAIN; the manual gives both errnos and no order.

    Scenario: a second request that will not wait
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is suspended
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EALREADY

  @inferred @doc:sockets-errno @S08.9 @needs:virtual-clock
  Rule: WAIT-34 The outstanding request is not disturbed by the second one, and other sockets not by either
    The manual counts requests by socket.

    Scenario: the first request still gets its answer
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is refused with EALREADY
      When 1 second passes
      Then PAYROLL's earlier call succeeds

    Scenario: the socket at the other end
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And LEDGER asks for its partner's user-id with PI_TIMEOUT 5
      Then PAYROLL's call is suspended
      And LEDGER's call is suspended
      When 1 second passes
      Then PAYROLL's call succeeds
      And LEDGER's call succeeds

    Scenario: a second connection of the same program
      Given PAYROLL opens the socket SECOND
      And SECOND is connected to LEDGER, accepted as LEDGER2
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And SECOND asks for its partner's user-id with PI_TIMEOUT 5
      Then PAYROLL's call is suspended
      And SECOND's call is suspended
      When 1 second passes
      Then PAYROLL's call succeeds
      And SECOND's call succeeds

  @manual @doc:sockets-errno @S08.9 @needs:virtual-clock
  Rule: WAIT-35 When the outstanding request has ended the next one is taken

    @needs:xcf-control
    Scenario: after the limit has expired
      Given the XCF answer between TCPCS1 and TCPCS2 takes 90 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 1
      And 1 second passes
      Then the call is refused with ETIME
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 1
      Then the call is suspended

    @canary
    Scenario: after the answer has come
      When PAYROLL retrieves its partner's user-id
      Then the call succeeds
      When PAYROLL retrieves its partner's utoken
      Then the call succeeds

  @inferred @doc:sockets-errno @S08.11 @needs:virtual-clock @needs:xcf-control
  Rule: WAIT-36 When the XCF messages are lost the limit ends the suspension with ETIME
    The manual gives network trouble as a possible cause of ETIME.

    Scenario: nothing ever comes
      Given XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 20
      And 19 seconds pass
      Then the call is suspended
      When 1 second passes
      Then the call is refused with ETIME

    Scenario: a request issued again after the trouble is over
      Given XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 2
      And 2 seconds pass
      Then the call is refused with ETIME
      When XCF messages between TCPCS1 and TCPCS2 arrive again
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 2
      And 1 second passes
      Then the partner's address-space user ID is BOB

  @choice @doc:sockets-errno @S08.9 @needs:virtual-clock
  Rule: WAIT-37 A connection that ends under a suspended caller ends the call
    Our reading: ENOTCONN after an ordinary end, ECONNRESET after a reset.
    Other reading: the call goes on to its answer or its limit; the credentials are asked of the stack, not by the
    connection. A partner that has only finished sending is still there (CRED-16).

    Scenario: the partner resets the connection
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And LEDGER is reset
      Then the call is refused with ECONNRESET

    Scenario: both ends finish
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And LEDGER shuts down with SHUT_WR
      And PAYROLL shuts down with SHUT_WR
      Then the call is refused with ENOTCONN

    Scenario: only the partner has finished sending
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And LEDGER shuts down with SHUT_WR
      And 1 second passes
      Then the partner's address-space user ID is BOB

  @choice @doc:sockets-errno @S08.9 @needs:interrupt @needs:virtual-clock
  Rule: WAIT-38 A signal ends the suspension with EINTR, and the request can be issued again
    Our reading: the general meaning of EINTR holds for these calls too.
    Other reading: these calls have no such return code, so the signal is held until the call ends.

    Scenario: interrupted, then issued again
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And a signal reaches the program suspended in PAYROLL's call
      Then the call is refused with EINTR
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
