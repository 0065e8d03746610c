Feature: The form of the answer in each interface
  One answer of the stack, told in the words of the interface. The words are the names of the parameters in its manual.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program AUDITOR runs on TCPCS1 as user CAROL
    And the program LEDGER runs on TCPCS2 as user BOB

  @manual @S11.7 @S11.2 @S11.8 @S11.4 @S11.5 @doc:w-ioctl @doc:bpx1ioc @doc:ezasmi-ioctl @doc:ezasoket-ioctl
  Rule: API-20 A call that succeeds hands over zero in the interface's own field

    Scenario Outline: success in each form
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through <interface>
      Then the call succeeds
      And the program is handed "<handed>"

      Examples: Language Environment C
        | case    | interface | handed         |
        | w-ioctl | w_ioctl   | return_value 0 |

      @needs:interface:BPX1IOC
      Examples: 31-bit callable service
        | case    | interface | handed         |
        | bpx1ioc | BPX1IOC   | Return_value 0 |

      @needs:interface:BPX4IOC
      Examples: 64-bit callable service
        | case    | interface | handed         |
        | bpx4ioc | BPX4IOC   | Return_value 0 |

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface | handed    |
        | ezasmi | EZASMI    | RETCODE 0 |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface | handed    |
        | ezasoket | EZASOKET  | RETCODE 0 |

  @manual @S11.4 @S11.5 @doc:ezasmi-ioctl @doc:ezasoket-ioctl @doc:sockets-errno
  Rule: API-21 A refusal through EZASMI and EZASOKET is RETCODE -1 and ERRNO in the numbers of the Communications Server

    Scenario Outline: no authority
      Given AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id through <interface>
      Then the call is refused with EACCES
      And the errno has the number 13
      And the program is handed "RETCODE -1, ERRNO 13"

      @needs:interface:EZASMI
      Examples: macro API
        | case   | interface |
        | ezasmi | EZASMI    |

      @needs:interface:EZASOKET
      Examples: CALL API
        | case     | interface |
        | ezasoket | EZASOKET  |

      @needs:interface:CICS
      Examples: CALL API under CICS
        | case      | interface     |
        | cics-call | CICS EZASOKET |

      @needs:interface:IMS
      Examples: CALL API under IMS
        | case     | interface    |
        | ims-call | IMS EZASOKET |

  @manual @S11.7 @S11.2 @S11.8 @doc:w-ioctl @doc:bpx1ioc
  Rule: API-22 A refusal through C and the callable services is a return value of -1 with the errno beside it

    Scenario Outline: no authority, in C and assembler
      Given AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id through <interface>
      Then the call is refused with EACCES
      And the program is handed "<handed>"

      Examples: Language Environment C
        | case    | interface | handed                     |
        | w-ioctl | w_ioctl   | return_value -1, errno 111 |

      @needs:interface:BPX1IOC
      Examples: 31-bit callable service
        | case    | interface | handed                           |
        | bpx1ioc | BPX1IOC   | Return_value -1, Return_code 111 |

      @needs:interface:BPX4IOC
      Examples: 64-bit callable service
        | case    | interface | handed                           |
        | bpx4ioc | BPX4IOC   | Return_value -1, Return_code 111 |

  @manual @S11.6 @doc:rexx-returns @doc:rexx-ioctl @doc:sockets-errno @needs:interface:REXX
  Rule: API-23 REXX hands over one string: it begins with the return code, and for an error goes on with name and text

    @canary
    Scenario: success in REXX
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through REXX
      Then the call succeeds
      And the REXX result begins with "0"

    Scenario: refused for want of authority
      Given AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id through REXX
      Then the call is refused with EACCES
      And the REXX result begins with "13 EACCES"
      And the REXX result has a text behind number and name

  @choice @S11.6 @doc:rexx-ioctl @needs:interface:REXX
  Rule: API-24 Behind the zero the REXX result has the routing value and, if asked for, the two user IDs
    No page that could be read shows the string.
    Our reading: the number of SO_CLUSTERCONNTYPE, the address-space user ID, the task-level user ID or a dash.
    Other reading: names instead of the number, another order, or nothing in the place of the absent user.

    Scenario: routing only
      Given PAYROLL is connected to LEDGER
      When PAYROLL asks for its routing by SIOCGPARTNERINFO through REXX
      Then the REXX result is "0 10"

    Scenario: the user ID, without one of the task
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id through REXX
      Then the REXX result is "0 10 BOB -"

    @needs:task-level
    Scenario: the user ID, with one of the task
      Given the program TREASURY runs on TCPCS2 as user BOB with task user ERIN
      And PAYROLL is connected to TREASURY
      When PAYROLL retrieves its partner's user-id through REXX
      Then the REXX result is "0 10 BOB ERIN"
