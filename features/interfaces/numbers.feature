Feature: The numbers of the errors in each interface
  Errors travel by name. Their numbers come in two series: z/OS UNIX for C and the callable services, and the table of
  the Communications Server for the others.

  @manual @S11.5 @doc:sockets-errno @needs:interface:EZASOKET
  Rule: API-25 The Communications Server's table gives each errno of the two ioctls its number

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: EAGAIN in the CALL API
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through EZASOKET
      Then the call is refused with EAGAIN
      And the errno has the number 11

    @needs:xcf-control
    Scenario: EALREADY in the CALL API
      Given PAYROLL is connected to LEDGER
      And XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through EZASOKET
      Then the call is suspended
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through EZASOKET
      Then the call is refused with EALREADY
      And the errno has the number 37

    @needs:xcf-control
    Scenario: EINPROGRESS in the CALL API
      Given XCF messages between TCPCS1 and TCPCS2 are lost
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through EZASOKET
      Then the call is refused with EINPROGRESS
      And the errno has the number 36

    @needs:virtual-clock @needs:xcf-control
    Scenario: ETIME in the CALL API
      Given PAYROLL is connected to LEDGER
      And XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 2 through EZASOKET
      And 2 seconds pass
      Then the call is refused with ETIME
      And the errno has the number 73

    Scenario: EPROTOTYPE in the CALL API
      Given PAYROLL opens a UDP socket connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through EZASOKET
      Then the call is refused with EPROTOTYPE
      And the errno has the number 41

    Scenario: ENOBUFS in the CALL API
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with an area too small for the answer through EZASOKET
      Then the call is refused with ENOBUFS
      And the errno has the number 55

    Scenario: ENOTCONN in the CALL API
      Given PAYROLL opens a TCP socket
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through EZASOKET
      Then the call is refused with ENOTCONN
      And the errno has the number 57

    Scenario: EPERM in the CALL API
      Given the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through EZASOKET
      Then the call is refused with EPERM
      And the errno has the number 1

    Scenario: EOPNOTSUPP in the CALL API
      Given PAYROLL is connected to LEDGER
      When PAYROLL issues SIOCSPARTNERINFO through EZASOKET
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP
      And the errno has the number 45

  @manual @S11.5 @doc:sockets-errno
  Rule: API-26 ENOPARTNERINFO is 1162 in both series
    The table prints the number; it is the one behind the last known number of the z/OS UNIX series as well.

    Scenario Outline: the partner is outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL retrieves its partner's user-id through <interface>
      Then the call is refused with ENOPARTNERINFO
      And the errno has the number 1162

      Examples: Language Environment C
        | case    | interface |
        | w-ioctl | w_ioctl   |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

  @inferred @S11.7 @doc:go-zos
  Rule: API-27 C programs see the z/OS UNIX numbers
    Read in a source that is not IBM's; a page of IBM's is said to agree up to 129.

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: EAGAIN in C
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through w_ioctl
      Then the call is refused with EAGAIN
      And the errno has the number 112

    @needs:xcf-control
    Scenario: EALREADY in C
      Given PAYROLL is connected to LEDGER
      And XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through w_ioctl
      Then the call is suspended
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through w_ioctl
      Then the call is refused with EALREADY
      And the errno has the number 1104

    @needs:xcf-control
    Scenario: EINPROGRESS in C
      Given XCF messages between TCPCS1 and TCPCS2 are lost
      And PAYROLL opens a TCP socket
      And PAYROLL has issued SIOCSPARTNERINFO
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through w_ioctl
      Then the call is refused with EINPROGRESS
      And the errno has the number 1103

    @needs:virtual-clock @needs:xcf-control
    Scenario: ETIME in C
      Given PAYROLL is connected to LEDGER
      And XCF messages between TCPCS1 and TCPCS2 are lost
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 2 through w_ioctl
      And 2 seconds pass
      Then the call is refused with ETIME
      And the errno has the number 1137

    Scenario: EPROTOTYPE in C
      Given PAYROLL opens a UDP socket connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through w_ioctl
      Then the call is refused with EPROTOTYPE
      And the errno has the number 1108

    Scenario: ENOBUFS in C
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with an area too small for the answer through w_ioctl
      Then the call is refused with ENOBUFS
      And the errno has the number 1122

    Scenario: ENOTCONN in C
      Given PAYROLL opens a TCP socket
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through w_ioctl
      Then the call is refused with ENOTCONN
      And the errno has the number 1124

    Scenario: EPERM in C
      Given the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10 through w_ioctl
      Then the call is refused with EPERM
      And the errno has the number 139

    Scenario: EOPNOTSUPP in C
      Given PAYROLL is connected to LEDGER
      When PAYROLL issues SIOCSPARTNERINFO through ioctl
      Then SIOCSPARTNERINFO is refused with EOPNOTSUPP
      And the errno has the number 1112

    Scenario: EACCES in C
      Given AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id through w_ioctl
      Then the call is refused with EACCES
      And the errno has the number 111

  @inferred @S11.4 @S11.6 @doc:sockets-errno
  Rule: API-28 EZASMI, REXX, CICS and IMS use the same numbers as the CALL API
    The table is printed for all of them; C sockets under CICS count among them, although they are C.

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario Outline: may not wait
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through <interface>
      Then the call is refused with EAGAIN
      And the errno has the number 11

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

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

  @inferred @S11.2 @doc:reason-codes @needs:interface:BPX1IOC
  Rule: API-29 The callable service has the reason code whose name fits the refusal in the low half of Reason_code
    The manual gives names and values and not which errno has which; the high half says who issued it and is not
    to be compared.

    Background:
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB

    Scenario: the reason for EAGAIN
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0 through BPX1IOC
      Then the call is refused with EAGAIN
      And the low half of the reason code is 7362

    Scenario: the reason for EPERM
      Given the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through BPX1IOC
      Then the call is refused with EPERM
      And the low half of the reason code is 7361
