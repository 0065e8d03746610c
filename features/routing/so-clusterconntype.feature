Feature: SO_CLUSTERCONNTYPE tells the same
  The older socket option and the ioctl are two ways to one piece of information.

  @seed @S07.7
  Rule: ROUTE-24 SO_CLUSTERCONNTYPE and SIOCGPARTNERINFO tell the same routing

    Scenario Outline: both calls at both ends
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <server stack> as user BOB
      And PAYROLL is connected to LEDGER
      Then SO_CLUSTERCONNTYPE and SIOCGPARTNERINFO tell PAYROLL the same routing <indicators>
      And SO_CLUSTERCONNTYPE and SIOCGPARTNERINFO tell LEDGER the same routing <indicators>

      Examples:
        | case         | lab          | server stack | indicators                         |
        | one-stack    | one-stack    | TCPCS1       | same-cluster, same-image, internal |
        | two-stacks   | two-stacks   | TCPCS2       | same-cluster, same-image, internal |
        | hipersockets | hipersockets | TCPCS2       | same-cluster, internal             |
        | xcf          | two-systems  | TCPCS2       | same-cluster, internal             |
        | outside      | outside      | TCPIP9       | none                               |

    @needs:route-change
    Scenario: both calls see a change of route
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      And traffic from TCPCS1 to TCPCS2 is rerouted over OSA
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing shows same-cluster
      When PAYROLL asks for its routing by SIOCGPARTNERINFO
      Then the routing shows same-cluster

  @seed @S07.7
  Rule: ROUTE-25 SO_CLUSTERCONNTYPE needs no SIOCGPARTNERINFO before it, and changes nothing for one after it

    Scenario: the option first, then the credentials
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the routing is same-cluster, internal
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
      And the routing is same-cluster, internal

  @inferred @S07.7 @S12.3 @S12.4 @S12.5 @S12.6 @doc:go-zos
  Rule: ROUTE-26 The option's value is the sum of 1 none, 2 same cluster, 4 same image and 8 internal
    Netstat shows the same bits under these values; the constants themselves were read in a source that is not IBM's.

    Scenario Outline: the number behind the indicators
      Given the lab <lab>
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on <server stack> as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the option's value is <value>

      Examples:
        | case      | lab         | server stack | value |
        | outside   | outside     | TCPIP9       | 1     |
        | xcf       | two-systems | TCPCS2       | 10    |
        | one-stack | one-stack   | TCPCS1       | 14    |

    Scenario: the number without a connection
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL opens a TCP socket
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE
      Then the option's value is 0

  @seed @S07.8
  Rule: ROUTE-27 Only the TCP/IP C API and the z/OS UNIX API offer SO_CLUSTERCONNTYPE

    Background:
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL is connected to LEDGER

    Scenario: offered by z/OS UNIX through Language Environment C
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through getsockopt
      Then the routing is same-cluster, same-image, internal

    @needs:interface:BPX1IOC
    Scenario: offered by the callable service of z/OS UNIX
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through BPX1OPT
      Then the routing is same-cluster, same-image, internal

    @needs:interface:unsupported
    Scenario: offered by the TCP/IP C API
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through TCP/IP C
      Then the routing is same-cluster, same-image, internal

    Scenario Outline: not offered by other APIs
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through <interface>
      Then SO_CLUSTERCONNTYPE is refused

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:REXX
      Examples: REXX API
        | case | interface |
        | rexx | REXX      |

      @needs:interface:Java
      Examples: Java API
        | case | interface |
        | java | Java      |

      @needs:interface:CICS
      Examples: CICS sockets
        | case          | interface     |
        | cics-c        | CICS C        |
        | cics-ezasoket | CICS EZASOKET |

      @needs:interface:IMS
      Examples: IMS sockets
        | case         | interface    |
        | ims-ezasoket | IMS EZASOKET |

      @needs:interface:unsupported
      Examples: APIs without either ioctl
        | case   | interface |
        | xti    | XTI       |
        | pascal | Pascal    |
