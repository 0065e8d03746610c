Feature: The answer that was fetched ahead
  Not here yet, here, or never to come: what a SIOCGPARTNERINFO meets after SIOCSPARTNERINFO.

  @manual @doc:sockets-errno @S09.6 @needs:virtual-clock
  Rule: PREF-60 A caller that will not be suspended gets EINPROGRESS while the prefetch is under way

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: the client asks too early, then in time
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EINPROGRESS
      When 0.4 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EINPROGRESS
      When 0.1 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

    Scenario: the server asks too early
      Given LEDGER opens its listening socket
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EINPROGRESS

  @manual @doc:setpi @doc:sockets-errno @S09.1 @needs:virtual-clock
  Rule: PREF-61 A caller that may be suspended waits only for the rest of the prefetch

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER

    Scenario: asked while the answer is on its way
      When 0.25 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call is suspended
      When 0.25 seconds pass
      Then the call succeeds
      And the call has lasted 0.25 seconds

    @needs:trace
    Scenario: no second question while the first is under way
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |

  @choice @S09.4 @S04.5
  Rule: PREF-62 Both the user ID and the UTOKEN are fetched ahead
    Our reading: SIOCSPARTNERINFO has no selection, so everything that can be asked for is fetched.
    Other reading: only the user ID is; one page on the call speaks of the user ID alone.

    Scenario Outline: whatever is asked for is there
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When PAYROLL asks for its partner's <request> with PI_TIMEOUT 0
      Then the credentials returned are
        | address-space user ID | <user ID> |
        | address-space UTOKEN  | <UTOKEN>  |

      Examples:
        | case    | request            | user ID | UTOKEN  |
        | user-id | user-id            | BOB     | absent  |
        | utoken  | utoken             | absent  | present |
        | both    | user-id and utoken | BOB     | present |

  @inferred @S08.3 @S09.5 @needs:task-level
  Rule: PREF-63 Task-level credentials are fetched ahead as well
    What is stored is what the later request returns, and that includes the task if available.

    Scenario: a partner whose task has a user of its own
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB with task user CAROL
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB
      And the partner's task-level user ID is CAROL

  @choice @S09.5 @needs:task-level
  Rule: PREF-64 The stored credentials are those of the moment of the prefetch
    Our reading: what was stored is what is returned.
    Other reading: the stack may refresh what it has stored.

    Scenario: the partner's task takes on a user afterwards
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When the task of LEDGER takes on the user CAROL
      And PAYROLL retrieves its partner's user-id
      Then the credentials returned are
        | address-space user ID | BOB    |
        | task-level user ID    | absent |

  @inferred @doc:sockets-errno @S03.4 @S03.5
  Rule: PREF-65 A prefetch in vain is told by the request, not by the connection
    Set-up knows nothing of credentials; the ioctl that asks has the return codes. The caller is willing to wait, since
    which of two conditions is told to one that is not is a choice (CRED-76).

    Scenario: the partner is outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to STRANGER
      And 2 seconds pass
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOPARTNERINFO

    Scenario: the partner is in another security domain
      Given the lab two-databases
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS2 is "OTHERNET"
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

    Scenario: the partner's system is earlier than V1R12
      Given the lab older-partner
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOPARTNERINFO

  @inferred @doc:sockets-errno @S09.1 @needs:virtual-clock @needs:xcf-control
  Rule: PREF-66 When the prefetch is lost a caller with a limit gets ETIME
    As for any exchange; the remedy is to issue the request again.

    Scenario: lost, and lost again
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And XCF messages between TCPCS1 and TCPCS2 are lost
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 3
      And 3 seconds pass
      Then the call is refused with ETIME

    Scenario: lost, then issued again after the trouble is over
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And XCF messages between TCPCS1 and TCPCS2 are lost
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 3
      And 3 seconds pass
      Then the call is refused with ETIME
      When XCF messages between TCPCS1 and TCPCS2 arrive again
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 3
      And 1 second passes
      Then the partner's address-space user ID is BOB
