Feature: A caller is suspended while its partner's stack is asked
  Credentials of a partner on another stack travel over XCF. In the lab one question and its answer take half a second.

  @seed @S08.9 @needs:virtual-clock
  Rule: WAIT-01 The calling application is suspended while credentials are fetched from a different stack

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario: suspended until the answer is there, and no longer
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is suspended
      When 0.4 seconds pass
      Then the call is suspended
      When 0.1 seconds pass
      Then the call succeeds
      And the partner's address-space user ID is BOB

    Scenario: a server is suspended likewise
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is suspended
      When 1 second passes
      Then the call succeeds
      And the partner's address-space user ID is ALICE

  @inferred @S08.9 @needs:virtual-clock
  Rule: WAIT-02 The suspension lasts as long as the exchange, not as long as the limit
    The application waits for the answer; the limit bounds the waiting.

    Scenario: the time that the call has lasted
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 60
      And 60 seconds pass
      Then the call succeeds
      And the call has lasted 0.5 seconds

    @needs:xcf-control
    Scenario: a slower exchange lasts longer
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      And the XCF answer between TCPCS1 and TCPCS2 takes 7 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 60
      And 6.5 seconds pass
      Then the call is suspended
      When 0.5 seconds pass
      Then the call succeeds
      And the call has lasted 7 seconds

  @inferred @S08.9 @S03.2
  Rule: WAIT-03 For a partner on the same stack nobody is suspended
    The exchange travels only when the stacks differ; on one stack there is nothing to wait for.

    Background:
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario: a caller that would wait
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call succeeds
      And the partner's address-space user ID is BOB
      And the call has lasted 0 seconds

    @canary
    Scenario: the server as caller
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 5
      Then the call succeeds
      And the partner's address-space user ID is ALICE

  @choice @S08.15 @S03.2
  Rule: WAIT-04 For a partner on the same stack a caller that will not be suspended is answered too
    Our reading: where nothing has to be waited for, PI_TIMEOUT 0 is no obstacle.
    Other reading: without SIOCSPARTNERINFO before it every such call gives EAGAIN.

    Scenario: PI_TIMEOUT 0 on one stack
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call succeeds
      And the partner's address-space user ID is BOB

  @inferred @S06.1 @S08.9
  Rule: WAIT-05 A request for routing only is answered at once, whatever its limit
    Nothing is fetched for it.

    Scenario Outline: routing only, with and without a limit
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's routing with PI_TIMEOUT <limit>
      Then the call succeeds
      And the routing is same-cluster, internal
      And the call has lasted 0 seconds

      Examples:
        | case         | limit |
        | no-waiting   | 0     |
        | five-seconds | 5     |

  @manual @doc:sockets-errno @S08.15
  Rule: WAIT-06 Only PI_TIMEOUT decides about suspension, not the blocking mode of the socket

    @needs:virtual-clock
    Scenario: a nonblocking socket is suspended as well
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a nonblocking TCP socket
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is suspended
      When 1 second passes
      Then the partner's address-space user ID is BOB

    Scenario: a nonblocking socket that will not wait
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a nonblocking TCP socket
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

    Scenario: a blocking socket that will not wait
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
