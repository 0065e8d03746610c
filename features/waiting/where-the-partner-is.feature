Feature: Where the partner is decides whether an exchange is needed and possible

  @seed @S03.2 @needs:trace
  Rule: WAIT-40 Between different stacks the exchange travels over XCF

    Scenario Outline: another stack, near and far
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |

      Examples:
        | case         | lab          |
        | same-image   | two-stacks   |
        | hipersockets | hipersockets |
        | xcf          | two-systems  |
        | osa          | osa          |

  @inferred @S03.2 @needs:trace
  Rule: WAIT-41 On one stack no exchange takes place
    XCF is said to be used when the stacks differ.

    Scenario: client and server on one stack
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And no XCF question has been sent

  @inferred @S06.1 @S03.2 @needs:trace
  Rule: WAIT-42 A request for routing only needs no exchange
    The stack knows the route of its own connection.

    @canary
    Scenario: routing only, across systems
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's routing
      Then the call succeeds
      And no XCF question has been sent
      When PAYROLL retrieves its partner's user-id
      Then the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |

  @manual @doc:sockets-errno @S03.1
  Rule: WAIT-43 A partner whose stack is earlier than V1R12 gives ENOPARTNERINFO

    Scenario Outline: whoever asks the older stack
      Given the lab older-partner
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then the call is refused with ENOPARTNERINFO

      Examples:
        | case    | request            |
        | user-id | user-id            |
        | utoken  | utoken             |
        | both    | user-id and utoken |

  @inferred @S03.2 @S08.12 @needs:trace
  Rule: WAIT-44 With a distributed address the stack of the partner's program is asked, not the one that distributes
    The request goes to the server's stack.

    Scenario: the server is a target of the distributed address
      Given the lab dynamic-vipas
      And the program PAYROLL runs on TCPCS2 as user ALICE
      And the program LEDGER runs on TCPCS3 as user BOB
      And PAYROLL is connected to LEDGER at 10.9.9.9
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And the XCF questions sent are
        | from   | to     |
        | TCPCS2 | TCPCS3 |
