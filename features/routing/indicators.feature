Feature: What each routing indicator means
  No connection, none, same cluster, same image, internal: each says one thing about where the partner is.

  @seed @S07.2 @S07.7
  Rule: ROUTE-05 A socket that is not connected shows no connection
    Asked here by SO_CLUSTERCONNTYPE, about which the sources agree.

    Scenario: a socket that has not connected yet
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL opens a TCP socket
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is no-connection

  @choice @S07.2 @doc:sockets-errno
  Rule: ROUTE-06 SIOCGPARTNERINFO for routing only on a socket that is not connected shows no connection
    The source lists "no connection" among the values of the ioctl; the return codes give ENOTCONN for a socket
    that is not connected.
    Our reading: ENOTCONN answers a request for credentials, routing alone is answered with the value.
    Other reading: every request on such a socket gets ENOTCONN, and the value is seen by getsockopt only.

    Scenario: routing only, before the connection
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL opens a TCP socket
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the call succeeds
      And the routing is no-connection

  @seed @S07.3
  Rule: ROUTE-07 A connected socket whose partner is outside the sysplex shows none

    Scenario: the partner runs on a host outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is none

  @seed @S07.4
  Rule: ROUTE-08 Same cluster says that the partner is in the same sysplex

    Scenario Outline: partners inside and outside the sysplex
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing <shows> same-cluster

      Examples:
        | case             | lab          | partner stack | shows         |
        | same-stack       | one-stack    | TCPCS1        | shows         |
        | other-stack      | two-stacks   | TCPCS2        | shows         |
        | other-system-xcf | two-systems  | TCPCS2        | shows         |
        | other-system-iqd | hipersockets | TCPCS2        | shows         |
        | other-system-osa | osa          | TCPCS2        | shows         |
        | outside          | outside      | TCPIP9        | does not show |

  @seed @S07.5
  Rule: ROUTE-09 Same image says that the partner is in the same MVS image
    Two images on one CPC are two images.

    Scenario Outline: partners in this image and in others
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing <shows> same-image

      Examples:
        | case            | lab          | partner stack | shows         |
        | same-stack      | one-stack    | TCPCS1        | shows         |
        | other-stack     | two-stacks   | TCPCS2        | shows         |
        | other-image     | two-systems  | TCPCS2        | does not show |
        | other-image-cpc | hipersockets | TCPCS2        | does not show |
        | outside         | outside      | TCPIP9        | does not show |

  @inferred @S07.6
  Rule: ROUTE-10 Internal says that the way to the partner's stack uses no link that leaves the sysplex
    The source defines the indicator by exposure, not by a list of links. Inside a stack, between the stacks of an
    image, over HiperSockets and over XCF nothing leaves the sysplex; a host outside cannot be reached otherwise.

    Scenario Outline: links that stay inside, and one that does not
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <partner stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing <shows> internal

      Examples:
        | case         | lab          | partner stack | shows         |
        | same-stack   | one-stack    | TCPCS1        | shows         |
        | iutsameh     | two-stacks   | TCPCS2        | shows         |
        | hipersockets | hipersockets | TCPCS2        | shows         |
        | xcf          | two-systems  | TCPCS2        | shows         |
        | outside      | outside      | TCPIP9        | does not show |

  @choice @S07.6
  Rule: ROUTE-11 Traffic through an OSA adapter is not internal, though both ends are in the sysplex
    Our reading: an OSA adapter stands on a network that others share, so it is exposed outside the sysplex.
    Other reading: an adapter or a network used by members of the sysplex alone counts as inside.

    Scenario Outline: two systems of the sysplex, by two ways
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing is <indicators>

      Examples:
        | case   | lab         | indicators             |
        | by-osa | osa         | same-cluster           |
        | by-xcf | two-systems | same-cluster, internal |

  @seed @S07.1
  Rule: ROUTE-12 More than one routing indicator can be set at once

    Scenario: client and server on one stack
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing shows same-cluster
      And the routing shows same-image
      And the routing does not show none

    Scenario: one of them can be set without the other
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing shows same-cluster
      And the routing does not show same-image
