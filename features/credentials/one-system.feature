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

  @choice @S03.5 @doc:sockets-errno @doc:swg21601304
  Rule: CRED-65 No security domain is needed for partners on one stack
    The return codes state the condition without an exception; a support note says that the stack does not look at
    it between two of its own sockets.
    Our reading: the note speaks of just this case, so it decides; two stacks of one image are not one stack.
    Other reading: the condition has no exception.

    Scenario: the system has no security domain
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

    Scenario: two stacks of a system without a security domain
      Given the lab two-stacks
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

  @inferred @S08.8
  Rule: CRED-66 Authority is needed for a partner on the same stack too
    The three ways are stated without an exception. What a support note says of partners on one stack it says of
    the security domain.

    Scenario: a user without permission
      Given the lab one-stack
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS1 as user BOB
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES
