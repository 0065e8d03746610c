Feature: The combination of indicators over the topology
  Where the partner is decides every indicator at once. The addresses of the connection say nothing.

  @inferred @S07.1 @S07.3 @S07.4 @S07.5 @S07.6 @S13.2
  Rule: ROUTE-13 Every place of the partner has its one combination, the same from either end
    The indicators of the single rules put together; the source's Netstat example shows one of them, 8E.

    Scenario Outline: client and server over the links of a sysplex
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <server stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is <indicators>
      When LEDGER asks for its routing by SIOCGPARTNERINFO
      Then the routing is <indicators>

      Examples:
        | case         | lab          | server stack | indicators                         |
        | one-stack    | one-stack    | TCPCS1       | same-cluster, same-image, internal |
        | two-stacks   | two-stacks   | TCPCS2       | same-cluster, same-image, internal |
        | hipersockets | hipersockets | TCPCS2       | same-cluster, internal             |
        | xcf          | two-systems  | TCPCS2       | same-cluster, internal             |
        | outside      | outside      | TCPIP9       | none                               |

  @inferred @S07.4 @S07.5 @S07.6
  Rule: ROUTE-14 The indicators do not depend on the release of the partner's system
    They say where the partner is, not what it can do.

    Scenario: the partner's system runs an older release
      Given the lab older-partner
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal

  @choice @S07.3 @S07.4 @S03.4 @doc:subplex @needs:subplex
  Rule: ROUTE-15 A partner in another subplex is not in the same cluster
    The source defines same cluster by the sysplex, and restricts the exchange to "sysplex or subplex".
    Our reading: stacks that cannot see each other by XCF are not in one cluster, so the value is none.
    Other reading: two subplexes of one sysplex are one cluster, so same-cluster is shown.

    Scenario: the partner is on another system in the other subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS3 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is none

  @choice @S07.5 @needs:subplex
  Rule: ROUTE-16 Same image can be shown with none for two subplexes on one image
    The definition of same image does not speak of the sysplex.
    Our reading: the image is shared, the cluster is not, and both are told.
    Other reading: same image implies same cluster, so only none is shown.

    Scenario: the partner is on this image in the other subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is none, same-image

  @inferred @S07.4 @S07.6 @doc:subplex @needs:subplex
  Rule: ROUTE-17 Two stacks of the same subplex are in the same cluster

    Scenario: both systems are in the one subplex
      Given the lab subplexes
      And the program PAYROLL runs on TCPCS2 as user ALICE
      And the program LEDGER runs on TCPCS3 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is same-cluster, internal

  @inferred @S07.5 @S07.6
  Rule: ROUTE-18 With a dynamic VIPA the stack that hosts the partner application counts
    Internal is defined by the stack that hosts the partner application, so for a distributed address that is the
    target stack, not the distributing one; and ownership decides, not the look of the address.

    Scenario Outline: dynamic and distributed addresses
      Given the lab dynamic-vipas
      And the program PAYROLL runs on <client stack> as user ALICE
      And the program LEDGER runs on <server stack> as user BOB
      And PAYROLL is connected to LEDGER at <address>
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is <indicators>

      Examples:
        | case                     | client stack | server stack | address  | indicators                         |
        | vipa-of-other-system     | TCPCS1       | TCPCS2       | 10.9.9.2 | same-cluster, internal             |
        | vipa-of-own-stack        | TCPCS2       | TCPCS2       | 10.9.9.2 | same-cluster, same-image, internal |
        | distributed-from-owner   | TCPCS1       | TCPCS3       | 10.9.9.9 | same-cluster, internal             |
        | distributed-from-third   | TCPCS2       | TCPCS3       | 10.9.9.9 | same-cluster, internal             |
        | distributed-back-to-self | TCPCS3       | TCPCS3       | 10.9.9.9 | same-cluster, same-image, internal |
