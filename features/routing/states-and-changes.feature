Feature: Routing over the life of a connection
  What is shown before, during and after the connection, and when its route changes.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB

  @inferred @S07.2
  Rule: ROUTE-19 A bound or listening socket shows no connection
    Neither has a partner.

    Scenario: a bound socket
      Given PAYROLL opens a TCP socket
      And PAYROLL is bound to port 4000
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is no-connection

    @canary
    Scenario: a listening socket
      Given LEDGER listens on port 5000
      When LEDGER-LISTENER asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is no-connection

    Scenario: a listening socket that has accepted connections
      Given PAYROLL is connected to LEDGER
      When LEDGER-LISTENER asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is no-connection

  @inferred @S07.3 @S07.4 @S13.4
  Rule: ROUTE-20 A connection that is half closed or closing keeps its routing
    The source's Netstat example shows a routing in state FinWait2.

    @canary
    Scenario: the established connection
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is same-cluster, internal

    Scenario: after this end has finished sending
      Given PAYROLL is connected to LEDGER
      When PAYROLL shuts down with SHUT_WR
      And PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is same-cluster, internal

    Scenario: after the partner has finished sending
      Given PAYROLL is connected to LEDGER
      When LEDGER shuts down with SHUT_WR
      And PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is same-cluster, internal

    Scenario: after the partner has closed
      Given PAYROLL is connected to LEDGER
      When LEDGER is closed
      And PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is same-cluster, internal

  @choice @S07.2
  Rule: ROUTE-21 After both ends have finished, or a reset, no connection is shown
    Our reading: the partner is gone, so there is no connection to describe.
    Other reading: the stack still describes the connection in TimeWait, with its last routing.

    Scenario: after both ends have finished sending
      Given PAYROLL is connected to LEDGER
      When PAYROLL shuts down with SHUT_WR
      And LEDGER shuts down with SHUT_WR
      And PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is no-connection

    Scenario: after the partner has reset the connection
      Given PAYROLL is connected to LEDGER
      When LEDGER is reset
      And PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is no-connection

  @choice @S07.6 @needs:route-change
  Rule: ROUTE-22 The routing is worked out anew at each request
    Our reading: internal speaks of how traffic is sent now.
    Other reading: the stack decides once, when the connection is set up or first asked about.

    Scenario: traffic turns from XCF to OSA and back
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal
      When traffic from TCPCS1 to TCPCS2 is rerouted over OSA
      And PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster
      When traffic from TCPCS1 to TCPCS2 is rerouted over XCF
      And PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal

  @choice @S07.6 @needs:route-change
  Rule: ROUTE-23 Internal speaks of the way from this node to the partner, not of the way back
    Our reading: the definition names one direction, so the two ends of one connection can be told different
    things. It is shown with an OSA link, which is our choice too (ROUTE-11).
    Other reading: the indicator describes the connection, and both ends are told the same.

    Scenario: only the way to the server leaves the sysplex
      Given traffic from TCPCS1 to TCPCS2 is rerouted over OSA
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing does not show internal
      When LEDGER asks for its routing by SIOCGPARTNERINFO
      Then the routing shows internal
