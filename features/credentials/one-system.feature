Feature: Partners on one system
  Nothing leaves the system, but the same conditions hold.

  @inferred @S03.1 @S03.5 @S08.2
  Rule: CRED-64 Credentials of a partner on the same stack or on the same image can be retrieved
    Both ends are in one sysplex and, by one profile, in one security domain.

    Scenario Outline: at either end
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <server stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB
      When LEDGER retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is ALICE

      Examples:
        | case        | lab        | server stack |
        | same-stack  | one-stack  | TCPCS1       |
        | other-stack | two-stacks | TCPCS2       |

  @choice @S03.5 @doc:sockets-errno
  Rule: CRED-65 A security domain must be defined even for partners on one stack
    Our reading: the condition is stated without an exception.
    Other reading: two programs under one profile are in one domain whether it has a name or not.

    Scenario: the system has no security domain
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

  @inferred @S08.8
  Rule: CRED-66 Authority is needed for a partner on the same stack too
    The three ways are stated without an exception.

    Scenario: a user without permission
      Given the lab one-stack
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS1 as user BOB
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES
