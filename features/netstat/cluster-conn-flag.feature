Feature: TcpClusterConnFlag: whether the routing was asked for, and what was told
  One byte of the Netstat ALL/-A report, two hexadecimal digits. The left digit says that somebody asked, the right
  one what was answered. The source prints its list of bits under a heading that names both flags; it is read here as
  being about this flag alone, because the example explains the bits of the other one differently.

  @seed @S12.2
  Rule: NET-01 Bit 80 says that SO_CLUSTERCONNTYPE or SIOCGPARTNERINFO was requested for the connection

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario Outline: asked by either call
      When PAYROLL asks for its routing by <call>
      Then Netstat shows bit 80 of TcpClusterConnFlag on for PAYROLL
      And Netstat shows bit 80 of TcpClusterConnFlag off for LEDGER

      Examples:
        | case          | call               |
        | socket-option | SO_CLUSTERCONNTYPE |
        | ioctl         | SIOCGPARTNERINFO   |

    Scenario: asked for credentials
      When PAYROLL retrieves its partner's user-id
      Then Netstat shows bit 80 of TcpClusterConnFlag on for PAYROLL

    Scenario: asked by the server
      When LEDGER asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows bit 80 of TcpClusterConnFlag on for LEDGER
      And Netstat shows bit 80 of TcpClusterConnFlag off for PAYROLL

  @seed @S12.3
  Rule: NET-02 Bit 08 says that traffic to the partner's stack stays on links not exposed outside the cluster
    Cases about which no two readers differ: inside one stack, between systems over XCF, and to a host outside. The
    other kinds of links are told with the combinations below.

    Scenario Outline: bit 08 by the place of the partner
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows bit 08 of TcpClusterConnFlag <bit> for PAYROLL

      Examples:
        | case       | lab         | partner stack | bit |
        | same-stack | one-stack   | TCPCS1        | on  |
        | xcf        | two-systems | TCPCS2        | on  |
        | outside    | outside     | TCPIP9        | off |

  @seed @S12.4
  Rule: NET-03 Bit 04 says that the partners are in the same MVS image

    Scenario Outline: bit 04 by the place of the partner
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows bit 04 of TcpClusterConnFlag <bit> for PAYROLL

      Examples:
        | case              | lab          | partner stack | bit |
        | same-stack        | one-stack    | TCPCS1        | on  |
        | two-stacks        | two-stacks   | TCPCS2        | on  |
        | other-image       | two-systems  | TCPCS2        | off |
        | two-images-of-cpc | hipersockets | TCPCS2        | off |
        | outside           | outside      | TCPIP9        | off |

  @seed @S12.5
  Rule: NET-04 Bit 02 says that the partners are in the same cluster

    Scenario Outline: bit 02 by the place of the partner
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows bit 02 of TcpClusterConnFlag <bit> for PAYROLL

      Examples:
        | case       | lab         | partner stack | bit |
        | same-stack | one-stack   | TCPCS1        | on  |
        | two-stacks | two-stacks  | TCPCS2        | on  |
        | xcf        | two-systems | TCPCS2        | on  |
        | osa        | osa         | TCPCS2        | on  |
        | outside    | outside     | TCPIP9        | off |

  @seed @S12.6
  Rule: NET-05 Bit 01 says that the partners are not in the same cluster

    Scenario Outline: bit 01 by the place of the partner
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows bit 01 of TcpClusterConnFlag <bit> for PAYROLL

      Examples:
        | case       | lab         | partner stack | bit |
        | same-stack | one-stack   | TCPCS1        | off |
        | xcf        | two-systems | TCPCS2        | off |
        | osa        | osa         | TCPCS2        | off |
        | outside    | outside     | TCPIP9        | on  |

  @seed @S12.7 @S13.2
  Rule: NET-06 Several bits are on at once: 8E is requested, internal, same image and same cluster

    @canary
    Scenario: client and server on one stack
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpClusterConnFlag 8E for PAYROLL

  @inferred @S12.3 @S12.4 @S12.5 @S12.6 @S12.7
  Rule: NET-07 Every place of the partner has its one value of TcpClusterConnFlag
    The single bits put together: 01 excludes the others, 04 and 08 come with 02, and bits to which nothing is
    assigned are off.

    Scenario Outline: the whole byte by the place of the partner
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpClusterConnFlag <flag> for PAYROLL
      When LEDGER asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpClusterConnFlag <flag> for LEDGER

      Examples:
        | case         | lab          | partner stack | flag |
        | one-stack    | one-stack    | TCPCS1        | 8E   |
        | two-stacks   | two-stacks   | TCPCS2        | 8E   |
        | hipersockets | hipersockets | TCPCS2        | 8A   |
        | xcf          | two-systems  | TCPCS2        | 8A   |
        | outside      | outside      | TCPIP9        | 81   |

  @choice @S12.3
  Rule: NET-08 Through an OSA adapter bit 08 is off, though both ends are in the cluster
    No document lists the links that count as not exposed.
    Our reading: an OSA adapter is a way that others share, so the byte is 82.
    Other reading: an adapter used by members of the sysplex alone is inside, so the byte is 8A.

    Scenario: two systems of the sysplex joined by OSA
      Given the lab osa
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpClusterConnFlag 82 for PAYROLL

  @choice @S12.4 @S12.6 @doc:subplex @needs:subplex
  Rule: NET-09 Another subplex counts as not the same cluster, on the same image as on another
    "Cluster" is explained by "sysplex" in brackets, the restriction of the exchange speaks of sysplex or subplex.
    Our reading: bit 01 for both, with bit 04 beside it where the image is shared.
    Other reading: two subplexes of a sysplex are one cluster (bit 02); or bit 04 cannot be on without bit 02.

    Scenario Outline: the whole byte for a partner in the other subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows TcpClusterConnFlag <flag> for PAYROLL

      Examples:
        | case         | partner stack | flag |
        | same-image   | TCPCS2        | 85   |
        | other-system | TCPCS3        | 81   |

  @seed @S12.8
  Rule: NET-10 After SIOCSPARTNERINFO alone, issued or inherited, TcpClusterConnFlag is 00
    Both remarks that the source makes at 00 hold here: SIOCSPARTNERINFO succeeded or came down from the listener, and
    neither of the two calls was issued for the socket.

    Scenario: issued by the client
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      Then Netstat shows TcpClusterConnFlag 00 for PAYROLL

    Scenario: inherited by the server
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And LEDGER opens its listening socket
      And LEDGER-LISTENER has issued SIOCSPARTNERINFO
      And LEDGER listens on port 5000
      And PAYROLL is connected to LEDGER
      Then Netstat shows TcpClusterConnFlag 00 for LEDGER

  @inferred @S12.8
  Rule: NET-11 Without any of these calls TcpClusterConnFlag is 00
    Of the two remarks the second is the condition; the first cannot be one as well, or a connection about which
    nobody asked anything would have no value to show.

    Scenario: nothing was asked at either end
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      Then Netstat shows TcpClusterConnFlag 00 for PAYROLL
      And Netstat shows TcpClusterConnFlag 00 for LEDGER

  @seed @S12.10
  Rule: NET-12 TcpClusterConnFlag is the same whichever of the two calls asked

    Scenario Outline: the option at one end, the ioctl at the other
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      And LEDGER asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpClusterConnFlag <flag> for PAYROLL
      And Netstat shows TcpClusterConnFlag <flag> for LEDGER

      Examples:
        | case      | lab         | partner stack | flag |
        | one-stack | one-stack   | TCPCS1        | 8E   |
        | xcf       | two-systems | TCPCS2        | 8A   |
        | outside   | outside     | TCPIP9        | 81   |

    Scenario: both calls on one socket
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      And PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows TcpClusterConnFlag 8E for PAYROLL

  @choice @S12.2 @S12.8
  Rule: NET-13 A SIOCGPARTNERINFO refused for its caller or its partner counts as requested, a malformed one does not
    The source says "requested" of bit 80 and "issued" of 00, and not whether a call that fails counts.
    Our reading: a call that got as far as looking at the connection was a request; one whose parameters made no sense
    was none.
    Other reading: only a call that succeeds counts; or every call does.

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: refused for want of authority
      Given AUDITOR is connected to LEDGER
      When AUDITOR asks for its partner's user-id with PI_TIMEOUT 10
      Then the call is refused with EACCES
      And Netstat shows TcpClusterConnFlag 8A for AUDITOR

    Scenario: refused because it may not wait
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
      And Netstat shows TcpClusterConnFlag 8A for PAYROLL

    Scenario: refused for a time-out out of range
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 61
      Then the call is refused
      And Netstat shows TcpClusterConnFlag 00 for PAYROLL

  @choice @S12.2 @S07.2
  Rule: NET-14 Asked while there is no connection, bit 80 is on alone
    A listening socket is the one that Netstat shows and that has no partner; that it has the line is a choice (NET-45).
    Our reading: "no connection" has the value zero, so nothing joins the bit that says somebody asked.
    Other reading: the flag is about connections, so without one it is 00, or there is no such line.

    Scenario: the socket option on a listening socket
      Given the lab one-stack
      And the program LEDGER runs on TCPCS1 as user BOB
      And LEDGER listens on port 5000
      When LEDGER-LISTENER asks for its routing by SO_CLUSTERCONNTYPE
      Then Netstat shows TcpClusterConnFlag 80 for the listener of LEDGER

  @inferred @S12.2 @S12.8
  Rule: NET-15 What was asked on the listening socket does not show on the sockets accepted from it
    The source names SIOCSPARTNERINFO as what is inherited; 00 stands as long as neither call was issued for this socket.

    Scenario: asked on the listener, then accepted
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And LEDGER listens on port 5000
      When LEDGER-LISTENER asks for its routing by SO_CLUSTERCONNTYPE
      And PAYROLL is connected to LEDGER
      Then Netstat shows TcpClusterConnFlag 00 for LEDGER

  @inferred @S12.2 @S13.4
  Rule: NET-16 Once turned on, TcpClusterConnFlag stays as it is
    It tells what was asked for this connection, and the source's example still shows it while the connection ends.

    @needs:virtual-clock
    Scenario: after a minute
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      And 60 seconds pass
      Then Netstat shows TcpClusterConnFlag 8E for PAYROLL

    Scenario: after a later call that is refused
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR is connected to LEDGER
      When AUDITOR asks for its routing by SIOCGPARTNERINFO
      And AUDITOR asks for its partner's user-id with PI_TIMEOUT 10
      Then the call is refused with EACCES
      And Netstat shows TcpClusterConnFlag 8A for AUDITOR

    Scenario: while the connection ends
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      And LEDGER asks for its routing by SIOCGPARTNERINFO
      And PAYROLL shuts down with SHUT_WR
      Then Netstat shows TcpClusterConnFlag 8A for PAYROLL
      And Netstat shows TcpClusterConnFlag 8A for LEDGER

  @choice @S12.2 @S12.3 @needs:route-change
  Rule: NET-17 After a change of route the flag shows what the last request was told
    Our reading: the flag reports the answer that was given, and changes when somebody asks again.
    Other reading: the flag is worked out from the present route each time it is displayed.

    Scenario: rerouted through OSA, before and after asking again
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      And traffic from TCPCS1 to TCPCS2 is rerouted over OSA
      Then Netstat shows bit 08 of TcpClusterConnFlag on for PAYROLL
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then Netstat shows bit 08 of TcpClusterConnFlag off for PAYROLL
