Feature: SIOCSPARTNERINFO over several stacks, and sockets that change hands

  @manual @doc:setpi @needs:cinet
  Rule: PREF-80 A program that uses every stack of its system issues SIOCSPARTNERINFO to all of them

    Background:
      Given the lab two-stacks
      And the program SWITCH runs on every stack of SYS1 as user ALICE
      And SWITCH opens a TCP socket
      And SWITCH has issued SIOCSPARTNERINFO

    Scenario Outline: whichever stack the connection takes
      Given the program LEDGER runs on <partner stack> as user BOB
      And SWITCH is bound to port 4000 of <own address>
      And SWITCH is connected to LEDGER
      And 2 seconds pass
      When SWITCH asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

      Examples:
        | case         | own address | partner stack |
        | first-stack  | 10.1.1.1    | TCPCS2        |
        | second-stack | 10.1.1.2    | TCPCS1        |

  @manual @doc:setpi @S12.9 @needs:cinet
  Rule: PREF-81 Sockets accepted over any of the stacks inherit it

    Scenario Outline: whichever stack the client comes to
      Given the lab two-stacks
      And the program SWITCH runs on every stack of SYS1 as user ALICE
      And the program PAYROLL runs on <client stack> as user BOB
      And SWITCH opens its listening socket
      And SWITCH-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to SWITCH at <address>
      And 2 seconds pass
      When SWITCH asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

      Examples:
        | case         | client stack | address  |
        | first-stack  | TCPCS2       | 10.1.1.1 |
        | second-stack | TCPCS1       | 10.1.1.2 |

  @choice @S09.5 @S10.3 @needs:socket-passing
  Rule: PREF-82 A connected socket that is handed over keeps what was fetched ahead
    Our reading: what is stored belongs to the connection, not to the program.
    Other reading: a new owner starts without, because the credentials were fetched for the old one.

    Scenario: the server hands its connection to a worker
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user BOB
      And the program LEDGER runs on TCPCS2 as user ALICE
      And the program WORKER runs on TCPCS2 as user ALICE
      And LEDGER opens its listening socket
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When LEDGER is given to WORKER, which takes it as WORKER
      And WORKER asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

  @choice @S08.2 @S08.8 @needs:socket-passing
  Rule: PREF-83 The new owner of a socket must itself have the authority to retrieve
    Our reading: authority is that of the caller at the moment of the call.
    Other reading: what the stack has stored for the connection may be told to whoever owns it.

    Scenario: handed to a program whose user has no permission
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the program WORKER runs on TCPCS2 as user CAROL
      And LEDGER opens its listening socket
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      And 2 seconds pass
      When LEDGER is given to WORKER, which takes it as WORKER
      And WORKER asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EACCES

  @choice @S08.2 @needs:socket-passing
  Rule: PREF-84 The partner of a handed-over socket is its new owner
    Our reading: the partner's stack answers with the program that owns the socket when it answers.
    Other reading: the program that accepted the connection stays the partner.

    Scenario: the client asks after the server has handed over
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the program WORKER runs on TCPCS2 as user CAROL
      And PAYROLL is connected to LEDGER
      When LEDGER is given to WORKER, which takes it as WORKER
      And PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is CAROL
