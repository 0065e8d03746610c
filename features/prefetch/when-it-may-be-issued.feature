Feature: When SIOCSPARTNERINFO may be issued, and by whom
  Before connect or listen, on TCP sockets, where a security domain is defined.

  @manual @doc:sockets-errno @S09.3 @S10.1
  Rule: PREF-40 After connect or listen it is too late: EOPNOTSUPP

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: a connected client
      Given PAYROLL is connected to LEDGER
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

    Scenario: a client that the server has not accepted yet
      Given PAYROLL has connected to LEDGER, which has not accepted yet
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

    Scenario: a listening server
      Given LEDGER listens on port 5000
      When LEDGER-LISTENER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

    Scenario: an accepted socket
      Given PAYROLL is connected to LEDGER
      When LEDGER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

    Scenario: a connection that this end has half closed
      Given PAYROLL is connected to LEDGER
      When PAYROLL shuts down with SHUT_WR
      And PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

    Scenario: a connection that the partner has half closed
      Given PAYROLL is connected to LEDGER
      When LEDGER shuts down with SHUT_WR
      And PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

    Scenario: a connection that both ends have finished
      Given PAYROLL is connected to LEDGER
      When PAYROLL shuts down with SHUT_WR
      And LEDGER shuts down with SHUT_WR
      And PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP
      When LEDGER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

  @inferred @doc:sockets-errno @S09.3 @S10.1
  Rule: PREF-41 What was refused as too late has no effect
    A call that fails marks nothing.

    Scenario: the client asks as if it had never issued it
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP
      When 2 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

    Scenario: the sockets a listening server accepts
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And LEDGER listens on port 5000
      When LEDGER-LISTENER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP
      When PAYROLL is connected to LEDGER
      And 2 seconds pass
      And LEDGER asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

  @manual @doc:sockets-errno @S09.2
  Rule: PREF-42 A socket that is not a TCP socket gives EPROTOTYPE

    Scenario: a UDP socket
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL opens a UDP socket
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EPROTOTYPE

  @manual @doc:sockets-errno @S03.5
  Rule: PREF-43 Without a security domain on the caller's system SIOCSPARTNERINFO gives EPERM

    Scenario: a client
      Given the lab two-databases
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the security domain of SYS1 is not defined
      And PAYROLL opens a TCP socket
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EPERM

    Scenario: a server
      Given the lab two-databases
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS2 is not defined
      And LEDGER opens its listening socket
      When LEDGER-LISTENER issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EPERM

  @inferred @doc:sockets-errno @S03.5
  Rule: PREF-44 The partner's security domain does not matter to SIOCSPARTNERINFO itself
    When it is issued there is no partner yet.

    Scenario: no security domain at the other system
      Given the lab two-databases
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS2 is not defined
      And PAYROLL opens a TCP socket
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER
      And PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

  @inferred @doc:sockets-errno @S08.8
  Rule: PREF-45 SIOCSPARTNERINFO needs no authority
    The return code for want of authority is listed for SIOCGPARTNERINFO alone, and nothing is told yet.

    Scenario: a user without any permission
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR opens a TCP socket
      When AUDITOR issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds

    @needs:trace
    Scenario: and the stack does fetch for that user
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR opens a TCP socket
      And AUDITOR has issued SIOCSPARTNERINFO
      And AUDITOR is connected to LEDGER
      When 2 seconds pass
      Then the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

  @inferred @S08.8 @S09.6
  Rule: PREF-46 What was fetched ahead is still told only to who may retrieve it
    Prefetching is no fourth way to the credentials.

    Scenario: prefetched by a user without permission
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR opens a TCP socket
      And AUDITOR has issued SIOCSPARTNERINFO
      And AUDITOR is connected to LEDGER
      And 2 seconds pass
      When AUDITOR asks for its partner's user-id with PI_TIMEOUT 0
      Then no credential is returned
      And the call is refused with EACCES

  @choice @S09.3
  Rule: PREF-47 Issued twice, SIOCSPARTNERINFO succeeds again and changes nothing
    Our reading: the socket is marked already, which is what was asked for.
    Other reading: the second call is refused, as a request already made.

    Scenario: twice before the connect
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER
      And 2 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

    @needs:cinet
    Scenario Outline: twice, by a program that uses every stack of its system
      Given the lab two-stacks
      And the program SWITCH runs on every stack of SYS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And SWITCH opens a TCP socket
      And SWITCH has issued SIOCSPARTNERINFO
      And SWITCH has issued SIOCSPARTNERINFO
      And SWITCH is bound to port 4000 of <own address>
      And SWITCH is connected to LEDGER
      And 2 seconds pass
      When SWITCH asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB

      Examples:
        | case         | own address | partner stack |
        | first-stack  | 10.1.1.1    | TCPCS2        |
        | second-stack | 10.1.1.2    | TCPCS1        |

    @needs:trace
    Scenario: twice, but one exchange
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When 2 seconds pass
      Then the XCF questions sent are
        | from   | to     |
        | TCPCS1 | TCPCS2 |

  @seed @S08.9 @S08.12 @S08.15 @S09.1 @doc:setpi @doc:trusted-tcp
  Rule: PREF-48 SIOCSPARTNERINFO is optional for a caller that may be suspended
    The source narrates the exchange of a SIOCGPARTNERINFO with nothing before it, and brings SIOCSPARTNERINFO in as the
    way to spare the suspension. One page says that it must come first, but in order to avoid or to shorten the waiting.
    To refuse every caller that has not issued it is therefore no other reading.

    Scenario: no SIOCSPARTNERINFO, but a limit
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
