Feature: Credentials stay inside the sysplex or subplex
  The exchange is for partners that can reach each other by XCF.

  @seed @S03.4
  Rule: CRED-17 Nothing is told of a partner outside the sysplex

    Scenario: the partner is outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then no credential is returned
      And the call is refused

  @manual @doc:sockets-errno @S03.4
  Rule: CRED-18 Asking for the credentials of a partner outside the sysplex gives ENOPARTNERINFO

    Scenario: how the refusal is told
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOPARTNERINFO

  @inferred @S03.4 @doc:trusted-tcp @needs:subplex
  Rule: CRED-19 Nothing is told of a partner in another subplex
    The source restricts the exchange to one sysplex or subplex; stacks of different subplexes have no common XCF group.

    Scenario Outline: partners in the other subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then no credential is returned
      And the call is refused

      Examples:
        | case         | partner stack |
        | other-system | TCPCS3        |
        | same-image   | TCPCS2        |

    Scenario: partners in the same subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS2 as user ALICE
      And the program LEDGER runs on TCPCS3 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @choice @S03.4 @doc:sockets-errno @needs:subplex
  Rule: CRED-20 A partner in another subplex gives ENOPARTNERINFO
    Our reading: for the exchange another subplex is as far as another sysplex.
    Other reading: the errno speaks of the sysplex only; another subplex may be answered otherwise, such as ETIME.

    Scenario: the partner is in the other subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS3 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOPARTNERINFO
