Feature: The programming interfaces that offer the two ioctls
  The stack gives every interface the same answer. Which interfaces there are, the source lists; CICS and IMS are added
  by the manual.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program AUDITOR runs on TCPCS1 as user CAROL
    And the program LEDGER runs on TCPCS2 as user BOB

  @seed @S11.7 @S11.2 @S11.8 @S11.3 @S11.4 @S11.5 @S11.6
  Rule: API-01 SIOCGPARTNERINFO is offered by each listed interface, with the same answer
    The user ID, which all of them can ask for, and the routing.

    Scenario Outline: the partner's user ID
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through <interface>
      Then the call succeeds
      And the partner's address-space user ID is BOB
      And the routing is same-cluster, internal

      Examples: Language Environment C
        | case    | interface |
        | w-ioctl | w_ioctl   |

      @needs:interface:BPX1IOC
      Examples: 31-bit callable service
        | case    | interface |
        | bpx1ioc | BPX1IOC   |

      @needs:interface:BPX4IOC
      Examples: 64-bit callable service
        | case    | interface |
        | bpx4ioc | BPX4IOC   |

      @needs:interface:Java
      Examples: Java
        | case | interface |
        | java | Java      |

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:REXX
      Examples: REXX
        | case | interface |
        | rexx | REXX      |

  @seed @S11.1 @S11.2 @S11.8 @S11.3 @S11.4 @S11.5 @S11.6
  Rule: API-02 SIOCSPARTNERINFO is offered by each listed interface, with the same effect
    Seen by the answer that is there without suspension.

    @needs:virtual-clock
    Scenario Outline: fetched ahead
      Given PAYROLL opens a TCP socket
      When PAYROLL issues SIOCSPARTNERINFO through <interface>
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER
      And 2 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call succeeds
      And the partner's address-space user ID is BOB

      Examples: Language Environment C
        | case  | interface |
        | ioctl | ioctl     |

      @needs:interface:BPX1IOC
      Examples: 31-bit callable service
        | case    | interface |
        | bpx1ioc | BPX1IOC   |

      @needs:interface:BPX4IOC
      Examples: 64-bit callable service
        | case    | interface |
        | bpx4ioc | BPX4IOC   |

      @needs:interface:Java
      Examples: Java
        | case | interface |
        | java | Java      |

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:REXX
      Examples: REXX
        | case | interface |
        | rexx | REXX      |

  @manual @S11.5 @doc:trxapi
  Rule: API-03 CICS and IMS programs can use both ioctls
    The source's list of languages leaves them out, the manual's has CICS C sockets and the CALL API under CICS and IMS.

    @needs:virtual-clock
    Scenario Outline: set, and then get, through one interface
      Given PAYROLL opens a TCP socket
      When PAYROLL issues SIOCSPARTNERINFO through <interface>
      Then SIOCSPARTNERINFO succeeds
      When PAYROLL is connected to LEDGER
      And 2 seconds pass
      And PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through <interface>
      Then the call succeeds
      And the partner's address-space user ID is BOB

      @needs:interface:CICS
      Examples: CICS
        | case      | interface     |
        | cics-c    | CICS C        |
        | cics-call | CICS EZASOKET |

      @needs:interface:IMS
      Examples: IMS
        | case     | interface    |
        | ims-call | IMS EZASOKET |

  @inferred @S08.1 @S08.3 @S11.7 @S11.2 @S11.8 @S11.3 @S11.4 @S11.5
  Rule: API-04 Every interface but REXX delivers user ID and UTOKEN, of address space and task
    The manual names a limit for REXX only.

    @needs:task-level
    Scenario Outline: all four credentials
      Given the program TREASURY runs on TCPCS2 as user BOB with task user ERIN
      And PAYROLL is connected to TREASURY
      When PAYROLL retrieves its partner's user-id and utoken through <interface>
      Then the credentials returned are
        | address-space user ID | BOB     |
        | address-space UTOKEN  | present |
        | task-level user ID    | ERIN    |
        | task-level UTOKEN     | present |

      Examples: Language Environment C
        | case    | interface |
        | w-ioctl | w_ioctl   |

      @needs:interface:BPX1IOC
      Examples: 31-bit callable service
        | case    | interface |
        | bpx1ioc | BPX1IOC   |

      @needs:interface:BPX4IOC
      Examples: 64-bit callable service
        | case    | interface |
        | bpx4ioc | BPX4IOC   |

      @needs:interface:Java
      Examples: Java
        | case | interface |
        | java | Java      |

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:CICS
      Examples: CICS
        | case      | interface     |
        | cics-c    | CICS C        |
        | cics-call | CICS EZASOKET |

      @needs:interface:IMS
      Examples: IMS
        | case     | interface    |
        | ims-call | IMS EZASOKET |

  @inferred @S08.8 @S11.7 @S11.2 @S11.8 @S11.3 @S11.4 @S11.5 @S11.6
  Rule: API-05 No interface lets a caller in whom another would refuse
    The conditions are about the program and its user, not about the call.

    Scenario Outline: refused for want of authority
      Given AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id through <interface>
      Then the call is refused with EACCES
      And no credential is returned

      Examples: Language Environment C
        | case    | interface |
        | w-ioctl | w_ioctl   |

      @needs:interface:BPX1IOC
      Examples: 31-bit callable service
        | case    | interface |
        | bpx1ioc | BPX1IOC   |

      @needs:interface:BPX4IOC
      Examples: 64-bit callable service
        | case    | interface |
        | bpx4ioc | BPX4IOC   |

      @needs:interface:Java
      Examples: Java
        | case | interface |
        | java | Java      |

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:REXX
      Examples: REXX
        | case | interface |
        | rexx | REXX      |

      @needs:interface:CICS
      Examples: CICS
        | case      | interface     |
        | cics-c    | CICS C        |
        | cics-call | CICS EZASOKET |

      @needs:interface:IMS
      Examples: IMS
        | case     | interface    |
        | ims-call | IMS EZASOKET |

  @manual @S11.6 @doc:trxapi @needs:interface:REXX
  Rule: API-06 A REXX program can ask for routing and user ID only

    @canary
    Scenario: the routing
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO through REXX
      Then the call succeeds
      And the routing is same-cluster, internal

    Scenario: the user ID
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through REXX
      Then the call succeeds
      And the credentials returned are
        | address-space user ID | BOB    |
        | address-space UTOKEN  | absent |

    Scenario Outline: no UTOKEN
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request> through REXX
      Then no UTOKEN is returned

      Examples:
        | case   | request            |
        | utoken | utoken             |
        | both   | user-id and utoken |

  @choice @S11.6 @doc:trxapi @doc:sockets-errno @needs:interface:REXX
  Rule: API-07 A REXX program that asks for the UTOKEN gets EINVAL
    Our reading: the request type is one that REXX does not have, which is a wrong parameter.
    Other reading: EOPNOTSUPP, because the interface does not support it; or the UTOKEN is left out without a word.

    Scenario: the UTOKEN alone
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's utoken through REXX
      Then the call is refused with EINVAL

    Scenario: the UTOKEN beside the user ID
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken through REXX
      Then the call is refused with EINVAL
      And no credential is returned

  @manual @S11.1 @doc:trxapi @doc:sockets-errno @needs:interface:unsupported
  Rule: API-08 The TCP/IP C sockets, XTI and Pascal refuse both ioctls with EOPNOTSUPP

    Scenario Outline: SIOCGPARTNERINFO
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's <request> through <interface>
      Then the call is refused with EOPNOTSUPP
      And no credential is returned

      Examples:
        | case            | interface | request |
        | tcpip-c-user-id | TCP/IP C  | user-id |
        | xti-user-id     | XTI       | user-id |
        | pascal-user-id  | Pascal    | user-id |
        | tcpip-c-routing | TCP/IP C  | routing |
        | xti-routing     | XTI       | routing |
        | pascal-routing  | Pascal    | routing |

    Scenario Outline: SIOCSPARTNERINFO
      Given PAYROLL opens a TCP socket
      When PAYROLL issues SIOCSPARTNERINFO through <interface>
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

      Examples:
        | case    | interface |
        | tcpip-c | TCP/IP C  |
        | xti     | XTI       |
        | pascal  | Pascal    |

  @choice @S11.1 @S11.7
  Rule: API-09 In Language Environment C each ioctl has its own function, ioctl() to set and w_ioctl() to get
    The source names one function for each command. The number of SIOCGPARTNERINFO carries no length, which is why it
    needs w_ioctl().
    Our reading: the other function refuses the command with EOPNOTSUPP.
    Other reading: either function takes either command if its argument makes sense.

    Scenario: SIOCGPARTNERINFO through ioctl()
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through ioctl
      Then the call is refused with EOPNOTSUPP

    Scenario: SIOCSPARTNERINFO through w_ioctl()
      Given PAYROLL opens a TCP socket
      When PAYROLL issues SIOCSPARTNERINFO through w_ioctl
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP

  @seed @S07.8
  Rule: API-10 SO_CLUSTERCONNTYPE belongs to the TCP/IP C sockets and to z/OS UNIX, and to no other interface
    Among them the interface that has neither ioctl: a TCP/IP C program learns the routing by the option or not at all.

    @canary
    Scenario: z/OS UNIX, from C
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through getsockopt
      Then the routing is same-cluster, internal

    @needs:interface:BPX1IOC
    Scenario: z/OS UNIX, from assembler
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through BPX1OPT
      Then the routing is same-cluster, internal

    @needs:interface:unsupported
    Scenario: TCP/IP C
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through TCP/IP C
      Then the routing is same-cluster, internal

    Scenario Outline: interfaces without the option
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SO_CLUSTERCONNTYPE through <interface>
      Then SO_CLUSTERCONNTYPE is refused

      @needs:interface:Java
      Examples: Java
        | case | interface |
        | java | Java      |

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:REXX
      Examples: REXX
        | case | interface |
        | rexx | REXX      |

      @needs:interface:CICS
      Examples: CICS
        | case      | interface     |
        | cics-c    | CICS C        |
        | cics-call | CICS EZASOKET |

      @needs:interface:IMS
      Examples: IMS
        | case     | interface    |
        | ims-call | IMS EZASOKET |

      @needs:interface:unsupported
      Examples: XTI and Pascal
        | case   | interface |
        | xti    | XTI       |
        | pascal | Pascal    |
