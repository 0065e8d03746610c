Feature: What a SIOCGPARTNERINFO returns of the partner
  User ID and UTOKEN, of the partner's address space and, if there are any, of its task.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE

  @seed @S03.1 @S04.5 @S06.2
  Rule: CRED-01 The user ID and the UTOKEN of a partner on another stack can be retrieved

    @canary
    Scenario: the client retrieves the server's credentials
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB
      And the credentials returned are
        | address-space UTOKEN | present |

    Scenario: the credentials are those of this partner and no other
      Given the program LEDGER runs on TCPCS2 as user CAROL
      And the program ARCHIVE runs on TCPCS2 as user ERIN
      And PAYROLL opens the socket TO-ARCHIVE
      And TO-ARCHIVE is connected to ARCHIVE
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is CAROL
      When TO-ARCHIVE retrieves its partner's user-id
      Then the partner's address-space user ID is ERIN

  @seed @S08.1
  Rule: CRED-02 The request type selects the user ID, the UTOKEN, or both

    Scenario Outline: what is asked for is what comes
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then the credentials returned are
        | address-space user ID | <user ID> |
        | address-space UTOKEN  | <UTOKEN>  |

      Examples:
        | case    | request            | user ID | UTOKEN  |
        | user-id | user-id            | BOB     | absent  |
        | utoken  | utoken             | absent  | present |
        | both    | user-id and utoken | BOB     | present |

  @seed @S06.2 @S06.1
  Rule: CRED-03 Credentials are optional: a request for routing only returns none

    Scenario: routing only
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's routing
      Then the call succeeds
      And no credential is returned
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @seed @S08.2
  Rule: CRED-04 The credentials of the partner's address space are returned

    Scenario Outline: at either end
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When <end> retrieves its partner's user-id and utoken
      Then the credentials returned are
        | address-space user ID | <user ID> |
        | address-space UTOKEN  | present   |

      Examples:
        | case       | end     | user ID |
        | client-end | PAYROLL | BOB     |
        | server-end | LEDGER  | ALICE   |

  @seed @S08.3 @needs:task-level
  Rule: CRED-05 The credentials of the partner's task are returned as well, if it has its own

    Scenario Outline: task-level credentials beside those of the address space
      Given the program LEDGER runs on TCPCS2 as user BOB with task user CAROL
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then the credentials returned are
        | address-space user ID | <address space> |
        | task-level user ID    | <task>          |
        | address-space UTOKEN  | <UTOKENs>       |
        | task-level UTOKEN     | <UTOKENs>       |

      Examples:
        | case    | request            | address space | task   | UTOKENs |
        | user-id | user-id            | BOB           | CAROL  | absent  |
        | utoken  | utoken             | absent        | absent | present |
        | both    | user-id and utoken | BOB           | CAROL  | present |

    Scenario: the client's task seen by the server
      Given the program AUDITOR runs on TCPCS1 as user ALICE with task user ERIN
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR is connected to LEDGER
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is ALICE
      And the partner's task-level user ID is ERIN

  @inferred @S08.3
  Rule: CRED-06 Task-level credentials are absent when the partner's task has none of its own
    "If available" leaves nothing else to return; the address space's are not repeated in their place.

    Scenario: a partner without task-level credentials
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then the credentials returned are
        | address-space user ID | BOB    |
        | task-level user ID    | absent |
        | task-level UTOKEN     | absent |

  @choice @S08.3 @S09.5 @needs:task-level
  Rule: CRED-07 The credentials are those of the moment when the partner's stack first answers
    Our reading: the stack keeps what it was told for the life of the connection.
    Other reading: every request fetches anew what the partner is at that moment.

    Scenario: a task user taken on before the first request
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When the task of LEDGER takes on the user CAROL
      And PAYROLL retrieves its partner's user-id
      Then the partner's task-level user ID is CAROL

    @needs:virtual-clock
    Scenario: a task user taken on while the question is on its way
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And the task of LEDGER takes on the user CAROL
      And 1 second passes
      Then the partner's task-level user ID is CAROL

    Scenario: a task user taken on after the first request
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      And the task of LEDGER takes on the user CAROL
      And PAYROLL retrieves its partner's user-id
      Then the credentials returned are
        | address-space user ID | BOB    |
        | task-level user ID    | absent |

    Scenario: a task user given up after the first request
      Given the program LEDGER runs on TCPCS2 as user BOB with task user CAROL
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      And the task of LEDGER gives up its own user
      And PAYROLL retrieves its partner's user-id
      Then the partner's task-level user ID is CAROL

  @seed @S06.3
  Rule: CRED-08 Credentials can be retrieved over IPv4 and over IPv6

    Scenario: an IPv4 connection
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER over AF_INET
      When PAYROLL retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

    @needs:ipv6
    Scenario: an IPv6 connection
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER over AF_INET6
      When PAYROLL retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

  @inferred @S06.3 @S13.4 @needs:ipv6
  Rule: CRED-09 Credentials can be retrieved over IPv4-mapped addresses
    The source's Netstat example has such addresses and shows credentials as retrieved.

    Scenario Outline: an IPv6 socket with an IPv4 partner
      Given the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER over IPv4-mapped addresses
      When <end> retrieves its partner's user-id
      Then the partner's address-space user ID is <user ID>

      Examples:
        | case       | end     | user ID |
        | client-end | PAYROLL | BOB     |
        | server-end | LEDGER  | ALICE   |
