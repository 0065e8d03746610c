Feature: Filters and forms of the Netstat ALL/-A report
  Which connections a report shows decides whether the flags of the right one are read.

  @manual @S12.1 @doc:netstat-all
  Rule: NET-50 The report of a stack shows the connections of that stack

    @canary
    Scenario: two systems, one connection, two reports
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When the Netstat ALL report of TCPCS1 is displayed
      Then the report shows "PAYROLL"
      When the Netstat ALL report of TCPCS2 is displayed
      Then the report shows "LEDGER, LEDGER"

  @manual @S12.1 @doc:netstat-all
  Rule: NET-51 Filters for client, address and port leave what they name

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program PENSION runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the program ARCHIVE runs on TCPCS2 as user BOB
      And LEDGER listens on port 5000
      And ARCHIVE listens on port 6000
      And PAYROLL is connected to LEDGER
      And PENSION is connected to ARCHIVE

    Scenario Outline: by client name
      When the Netstat ALL report of TCPCS1 is displayed for the clients "<clients>"
      Then the report shows "<shown>"

      Examples:
        | case  | clients          | shown            |
        | one   | PAYROLL          | PAYROLL          |
        | other | PENSION          | PENSION          |
        | two   | PAYROLL, PENSION | PAYROLL, PENSION |

    Scenario Outline: by address
      When the Netstat ALL report of TCPCS1 is displayed for the addresses "<addresses>"
      Then the report shows "<shown>"

      Examples:
        | case         | addresses              | shown            |
        | local        | 10.1.1.1               | PAYROLL, PENSION |
        | foreign      | 10.1.1.2               | PAYROLL, PENSION |
        | other        | 10.1.1.3               |                  |
        | prefix       | 10.1.1.0/24            | PAYROLL, PENSION |
        | other-prefix | 10.2.0.0/16            |                  |
        | mask         | 10.1.1.0/255.255.255.0 | PAYROLL, PENSION |

    Scenario Outline: by port
      When the Netstat ALL report of TCPCS1 is displayed for the ports "<ports>"
      Then the report shows "<shown>"

      Examples:
        | case   | ports      | shown            |
        | ledger | 5000       | PAYROLL          |
        | both   | 5000, 6000 | PAYROLL, PENSION |
        | nobody | 9999       |                  |

    Scenario: by the port of the server, at the server
      When the Netstat ALL report of TCPCS2 is displayed for the ports "5000"
      Then the report shows "LEDGER, LEDGER"

  @manual @S12.1 @doc:netstat-client
  Rule: NET-52 In a client filter an asterisk is any string and a question mark any one character

    Scenario Outline: client names with wildcards
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program PENSION runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER, accepted as LEDGER1
      And PENSION is connected to LEDGER, accepted as LEDGER2
      When the Netstat ALL report of TCPCS1 is displayed for the clients "<clients>"
      Then the report shows "<shown>"

      Examples:
        | case            | clients  | shown            |
        | beginning       | PAY*     | PAYROLL          |
        | end             | *ON      | PENSION          |
        | both            | P*       | PAYROLL, PENSION |
        | everything      | *        | PAYROLL, PENSION |
        | one-character   | P?YROLL  | PAYROLL          |
        | exact-length    | PENSIO?  | PENSION          |
        | one-too-many    | PENSIO?? |                  |
        | no-wildcard-hit | PAY      |                  |

  @manual @S12.1 @doc:netstat-all
  Rule: NET-53 With the modifier SERVER the report shows listening TCP sockets only

    Scenario: a listener, a connection and a UDP socket
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And the program BEACON runs on TCPCS1 as user BOB
      And BEACON opens a UDP socket
      And BEACON is bound to port 7000
      And PAYROLL is connected to LEDGER
      When the Netstat ALL report of TCPCS1 is displayed for servers only
      Then the report shows "LEDGER"

  @choice @S12.1 @doc:netstat-all
  Rule: NET-54 A connection must pass every kind of filter that is given
    The manual lists the filters one by one.
    Our reading: values of one filter are alternatives, filters of several kinds must all match.
    Other reading: a connection that passes any of them is shown, or only one kind may be given.

    Scenario Outline: a client and a port
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And LEDGER listens on port 5000
      And PAYROLL is connected to LEDGER
      When the Netstat ALL report of TCPCS1 is displayed for the client "<client>" and the port <port>
      Then the report shows "<shown>"

      Examples:
        | case        | client  | port | shown   |
        | both-match  | PAYROLL | 5000 | PAYROLL |
        | port-only   | PENSION | 5000 |         |
        | client-only | PAYROLL | 6000 |         |

  @manual @S12.1 @doc:netstat-all
  Rule: NET-55 A client filter takes at most six names of at most eight characters each

    Background:
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario: six names
      When the Netstat ALL report of TCPCS1 is displayed for the clients "A, B, C, D, E, PAYROLL"
      Then the report shows "PAYROLL"

    Scenario Outline: more than that is refused
      When the Netstat ALL report of TCPCS1 is displayed for the clients "<clients>"
      Then the report is refused

      Examples:
        | case            | clients                   |
        | seven-names     | A, B, C, D, E, F, PAYROLL |
        | nine-characters | PAYROLL99                 |

  @inferred @S12.1 @doc:netstat-all
  Rule: NET-56 The filters for addresses and ports take at most six values too
    The manual gives the number for some filters; for these it follows by analogy.

    Scenario: six ports
      Given the lab one-stack
      And the program LEDGER runs on TCPCS1 as user BOB
      And LEDGER listens on port 5000
      When the Netstat ALL report of TCPCS1 is displayed for the ports "1, 2, 3, 4, 6, 5000"
      Then the report shows "LEDGER"

    Scenario: seven ports
      Given the lab one-stack
      When the Netstat ALL report of TCPCS1 is displayed for the ports "1, 2, 3, 4, 5, 6, 7"
      Then the report is refused

    Scenario: six addresses
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When the Netstat ALL report of TCPCS1 is displayed for the addresses "10.9.1.1, 10.9.1.2, 10.9.1.3, 10.9.1.4, 10.9.1.5, 10.1.1.1"
      Then the report shows "LEDGER, PAYROLL"

    Scenario: seven addresses
      Given the lab one-stack
      When the Netstat ALL report of TCPCS1 is displayed for the addresses "10.1.1.1, 10.1.1.2, 10.1.1.3, 10.1.1.4, 10.1.1.5, 10.1.1.6, 10.1.1.7"
      Then the report is refused

  @inferred @S12.1 @doc:zowe-netstat
  Rule: NET-57 A filter that matches nothing leaves a report without connections, not a refusal

    Scenario: nobody of that name
      Given the lab one-stack
      And the program LEDGER runs on TCPCS1 as user BOB
      And LEDGER listens on port 5000
      When the Netstat ALL report of TCPCS1 is displayed for the clients "NOBODY"
      Then the report shows ""
      When the Netstat ALL report of TCPCS1 is displayed for the clients "LEDGER"
      Then the report shows "LEDGER"

  @inferred @S12.1 @doc:netstat-format @needs:netstat-short
  Rule: NET-58 The short form shows the same flags as the long one
    A stack that is not enabled for IPv6 offers both forms; the forms differ in the width of addresses and counters.

    Scenario Outline: the flags in each form
      Given the lab ipv4-only
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      And the Netstat ALL report of TCPCS1 is displayed in the form <form>
      Then the report shows the flags 8E and 80 for PAYROLL
      And the report shows the flags 00 and 00 for LEDGER

      Examples:
        | case  | form  |
        | long  | LONG  |
        | short | SHORT |

    Scenario: the flags in the form that the stack chooses
      Given the lab ipv4-only
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      And the Netstat ALL report of TCPCS1 is displayed in the stack's own form
      Then the report shows the flags 8E and 80 for PAYROLL

  @manual @S12.1 @doc:netstat-format @needs:netstat-short
  Rule: NET-59 A stack that is enabled for IPv6 refuses the short form and shows the long one

    Scenario: the short form is refused
      Given the lab one-stack
      And the program LEDGER runs on TCPCS1 as user BOB
      And LEDGER listens on port 5000
      When the Netstat ALL report of TCPCS1 is displayed in the form SHORT
      Then the report is refused
      When the Netstat ALL report of TCPCS1 is displayed in the form LONG
      Then the report shows "LEDGER"

    Scenario: the long form is the stack's own
      Given the lab one-stack
      And the program LEDGER runs on TCPCS1 as user BOB
      And LEDGER listens on port 5000
      When the Netstat ALL report of TCPCS1 is displayed in the stack's own form
      Then the report shows "LEDGER"
