Feature: TcpTrustedPartner: what has been retrieved, and whether SIOCSPARTNERINFO was issued
  One byte of the Netstat ALL/-A report, two hexadecimal digits. The source explains its example E0 by the parts 08,
  04 and 02 of the digit E; E is the left digit, so the bits of the byte are 80, 40 and 20. What follows from that
  reading is inferred; the example itself is the source's.

  @seed @S13.3 @S13.5 @S13.6
  Rule: NET-20 SIOCSPARTNERINFO issued, user ID and UTOKEN retrieved: TcpTrustedPartner is E0

    Scenario Outline: both credentials, asked for in one call or in two
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <first>
      And PAYROLL retrieves its partner's <second>
      Then Netstat shows TcpTrustedPartner E0 for PAYROLL

      Examples:
        | case         | first              | second             |
        | together     | user-id and utoken | user-id and utoken |
        | user-first   | user-id            | utoken             |
        | utoken-first | utoken             | user-id            |

  @inferred @S13.3
  Rule: NET-21 Bit 80 says that the partner's user ID has been retrieved
    Not to be confused with bit 80 of the other flag, which the source lists under a heading that names both.

    Scenario Outline: bit 80 by what was retrieved
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then Netstat shows bit 80 of TcpTrustedPartner <bit> for PAYROLL

      Examples:
        | case    | request            | bit |
        | user-id | user-id            | on  |
        | both    | user-id and utoken | on  |
        | utoken  | utoken             | off |
        | routing | routing            | off |

    Scenario: the socket option retrieves nothing
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows TcpTrustedPartner 00 for PAYROLL

  @inferred @S13.5
  Rule: NET-22 Bit 40 says that the partner's UTOKEN has been retrieved

    Scenario Outline: bit 40 by what was retrieved
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then Netstat shows bit 40 of TcpTrustedPartner <bit> for PAYROLL

      Examples:
        | case    | request            | bit |
        | utoken  | utoken             | on  |
        | both    | user-id and utoken | on  |
        | user-id | user-id            | off |
        | routing | routing            | off |

  @inferred @S13.6
  Rule: NET-23 Bit 20 says that SIOCSPARTNERINFO has been issued successfully

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: issued before the connect
      Given PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      Then Netstat shows bit 20 of TcpTrustedPartner on for PAYROLL
      And Netstat shows bit 20 of TcpTrustedPartner off for LEDGER

    Scenario: not issued
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then Netstat shows bit 20 of TcpTrustedPartner off for PAYROLL

    Scenario: issued too late, and refused
      Given PAYROLL is connected to LEDGER
      When PAYROLL issues SIOCSPARTNERINFO
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP
      And Netstat shows TcpTrustedPartner 00 for PAYROLL

  @inferred @S13.3 @S13.5 @S13.6
  Rule: NET-24 The three bits are independent of each other, and the other five are off
    Whether SIOCSPARTNERINFO was issued, whether the user ID and whether the UTOKEN was retrieved. After
    SIOCSPARTNERINFO the bit of what no program has asked for is left open here; it is the matter of NET-26.

    Scenario Outline: every value without SIOCSPARTNERINFO
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then Netstat shows TcpTrustedPartner <flag> for PAYROLL

      Examples:
        | case    | request            | flag |
        | nothing | routing            | 00   |
        | utoken  | utoken             | 40   |
        | user-id | user-id            | 80   |
        | both    | user-id and utoken | C0   |

    Scenario Outline: every value with SIOCSPARTNERINFO
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then Netstat shows TcpTrustedPartner <flag> for PAYROLL

      Examples:
        | case    | request            | flag |
        | both    | user-id and utoken | E0   |

    Scenario Outline: one of the two retrieved after SIOCSPARTNERINFO
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then Netstat shows bit <bit> of TcpTrustedPartner on for PAYROLL
      And Netstat shows bit 20 of TcpTrustedPartner on for PAYROLL

      Examples:
        | case    | request | bit |
        | utoken  | utoken  | 40  |
        | user-id | user-id | 80  |

  @inferred @S12.9 @S13.6
  Rule: NET-25 Every socket accepted from a listener with SIOCSPARTNERINFO shows bit 20, and no other socket does
    The source says that the setting is inherited; that the accepted socket shows it by the same bit follows.

    Scenario: two connections to the listener, one to another
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program PENSION runs on TCPCS1 as user ALICE
      And the program TREASURY runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the program ARCHIVE runs on TCPCS2 as user BOB
      And LEDGER opens its listening socket
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      And ARCHIVE listens on port 5001
      And PAYROLL is connected to LEDGER, accepted as LEDGER1
      And PENSION is connected to LEDGER, accepted as LEDGER2
      And TREASURY is connected to ARCHIVE
      Then Netstat shows bit 20 of TcpTrustedPartner on for every connection of LEDGER
      And Netstat shows TcpTrustedPartner 00 for ARCHIVE
      And Netstat shows TcpTrustedPartner 00 for PAYROLL

  @choice @S13.3 @S13.5 @S09.5
  Rule: NET-26 What was fetched ahead counts as retrieved only when a program retrieves it
    After SIOCSPARTNERINFO the stack holds the credentials before anybody asks. "Retrieved" may be said of the stack
    or of the program.
    Our reading: of the program, so the byte is 20 until SIOCGPARTNERINFO has handed the credentials out.
    Other reading: of the stack, so the byte is E0 as soon as the answer is stored.

    @needs:virtual-clock
    Scenario: stored, then handed out
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When 2 seconds pass
      Then Netstat shows TcpTrustedPartner 20 for PAYROLL
      When PAYROLL asks for its partner's user-id and utoken with PI_TIMEOUT 0
      Then the call succeeds
      And Netstat shows TcpTrustedPartner E0 for PAYROLL

    Scenario Outline: the whole byte by what was asked for
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then Netstat shows TcpTrustedPartner <flag> for PAYROLL

      Examples:
        | case    | request | flag |
        | nothing | routing | 20   |
        | utoken  | utoken  | 60   |
        | user-id | user-id | A0   |

  @inferred @S13.3 @S13.5 @S08.8
  Rule: NET-27 A refused SIOCGPARTNERINFO turns neither bit 80 nor bit 40 on
    Nothing was retrieved, so the report must not say so.

    Scenario: refused for want of authority
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR is connected to LEDGER
      When AUDITOR asks for its partner's user-id and utoken with PI_TIMEOUT 10
      Then the call is refused with EACCES
      And Netstat shows TcpTrustedPartner 00 for AUDITOR

    Scenario: refused because it may not wait
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id and utoken with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
      And Netstat shows TcpTrustedPartner 00 for PAYROLL

    Scenario: refused because the partner is outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL asks for its partner's user-id and utoken with PI_TIMEOUT 10
      Then the call is refused with ENOPARTNERINFO
      And Netstat shows TcpTrustedPartner 00 for PAYROLL

    @needs:virtual-clock @needs:xcf-control
    Scenario: refused because its time is over
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      And XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id and utoken with PI_TIMEOUT 2
      And 2 seconds pass
      Then the call is refused with ETIME
      And Netstat shows TcpTrustedPartner 00 for PAYROLL

  @inferred @S13.3 @S08.9 @needs:virtual-clock @needs:xcf-control
  Rule: NET-28 While the call is suspended nothing has been retrieved; the bits turn on with its answer

    Scenario: before and after the answer
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      And the XCF answer between TCPCS1 and TCPCS2 takes 3 seconds
      When PAYROLL asks for its partner's user-id and utoken with PI_TIMEOUT 10
      Then the call is suspended
      And Netstat shows TcpTrustedPartner 00 for PAYROLL
      When 3 seconds pass
      Then the call succeeds
      And Netstat shows TcpTrustedPartner C0 for PAYROLL

  @inferred @S13.3 @S13.4
  Rule: NET-29 Once on, the bits of TcpTrustedPartner stay on
    A credential that has been retrieved stays retrieved, and the source's example shows all three bits while the
    connection ends.

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER

    Scenario: after a later call for the routing only
      When PAYROLL retrieves its partner's user-id and utoken
      And PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpTrustedPartner E0 for PAYROLL

    Scenario: after a later call that is refused
      When PAYROLL retrieves its partner's user-id and utoken
      And PAYROLL asks for its partner's user-id with an area too small for the answer
      Then the call is refused
      And Netstat shows TcpTrustedPartner E0 for PAYROLL

    Scenario: while the connection ends
      When PAYROLL retrieves its partner's user-id and utoken
      And PAYROLL shuts down with SHUT_WR
      Then Netstat shows TcpTrustedPartner E0 for PAYROLL

  @inferred @S13.3 @S03.3
  Rule: NET-30 Each end shows what it has retrieved itself

    Scenario: one-way, then two-way
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then Netstat shows TcpTrustedPartner C0 for PAYROLL
      And Netstat shows TcpTrustedPartner 00 for LEDGER
      When LEDGER retrieves its partner's user-id
      Then Netstat shows TcpTrustedPartner C0 for PAYROLL
      And Netstat shows TcpTrustedPartner 80 for LEDGER
