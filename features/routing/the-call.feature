Feature: Connection routing information comes with every SIOCGPARTNERINFO
  The ioctl tells where the partner is even when no credential is asked for, on every kind of TCP socket.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB

  @seed @S06.1 @S04.4
  Rule: ROUTE-01 SIOCGPARTNERINFO always returns the routing information
    The routing comes whatever credential is asked for beside it.

    Scenario Outline: the routing comes with every request type
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then the routing is same-cluster, internal

      Examples:
        | case         | request            |
        | routing-only | routing            |
        | user-id      | user-id            |
        | utoken       | utoken             |
        | both         | user-id and utoken |

  @choice @S06.1 @doc:sockets-errno
  Rule: ROUTE-02 A call refused for its credentials still fills in the routing
    The source says that routing is always returned; the return codes say that the call fails.
    Our reading: the call fails, and the routing part of the area is filled in all the same.
    Other reading: a call that fails leaves the area as it was. Nobody should rely on either.

    Scenario: refused for want of authority
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES
      And the refusal still tells the routing same-cluster, internal

    Scenario: refused because it may not wait
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
      And the refusal still tells the routing same-cluster, internal

    @needs:virtual-clock @needs:xcf-control
    Scenario: refused because its time is over
      Given PAYROLL is connected to LEDGER
      And the XCF answer between TCPCS1 and TCPCS2 takes 5 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 2
      And 2 seconds pass
      Then the call is refused with ETIME
      And the refusal still tells the routing same-cluster, internal

  @seed @S06.3
  Rule: ROUTE-03 SIOCGPARTNERINFO tells the routing of IPv4 and of IPv6 TCP sockets

    @canary
    Scenario: an IPv4 connection
      Given PAYROLL is connected to LEDGER over AF_INET
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal

    @needs:ipv6
    Scenario: an IPv6 connection
      Given PAYROLL is connected to LEDGER over AF_INET6
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal

  @inferred @S06.3 @S13.4 @needs:ipv6
  Rule: ROUTE-04 An IPv6 socket whose partner has an IPv4 address is told the same
    The source's Netstat example is such a connection, with IPv4-mapped addresses and a routing of its own.

    Scenario Outline: IPv4-mapped addresses
      Given PAYROLL is connected to LEDGER over IPv4-mapped addresses
      When <end> asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal

      Examples:
        | case       | end     |
        | client-end | PAYROLL |
        | server-end | LEDGER  |
