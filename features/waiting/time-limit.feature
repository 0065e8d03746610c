Feature: PI_TIMEOUT, the limit of the suspension
  Seconds from 1 to 60; zero for a caller that will not be suspended.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB
    And PAYROLL is connected to LEDGER

  @seed @S08.11
  Rule: WAIT-10 PI_TIMEOUT is accepted from 1 to 60 seconds

    Scenario Outline: limits in range
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT <limit>
      And 1 second passes
      Then the call succeeds
      And the partner's address-space user ID is BOB

      Examples:
        | case         | limit |
        | smallest     | 1     |
        | next         | 2     |
        | middle       | 30    |
        | last-but-one | 59    |
        | largest      | 60    |

  @seed @S08.11 @needs:virtual-clock @needs:xcf-control
  Rule: WAIT-11 PI_TIMEOUT counts seconds
    An answer that comes within the limit is returned; the limit itself ends the suspension.

    Scenario Outline: an answer shortly before the limit
      Given the XCF answer between TCPCS1 and TCPCS2 takes <answer> seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT <limit>
      And <before> seconds pass
      Then the call is suspended
      When 1 second passes
      Then the call succeeds
      And the call has lasted <answer> seconds

      Examples:
        | case  | limit | answer | before |
        | two   | 2     | 1.75   | 1.5    |
        | sixty | 60    | 59.75  | 59.5   |

    Scenario Outline: no answer until the limit
      Given the XCF answer between TCPCS1 and TCPCS2 takes 90 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT <limit>
      And <before> seconds pass
      Then the call is suspended
      When 0.25 seconds pass
      Then the call is refused
      And no credential is returned

      Examples:
        | case  | limit | before |
        | one   | 1     | 0.75   |
        | two   | 2     | 1.75   |
        | sixty | 60    | 59.75  |

  @choice @S08.11
  Rule: WAIT-12 A PI_TIMEOUT outside 0 to 60 is refused with EINVAL
    Our reading: a value that has no meaning is an error of the caller.
    Other reading: more than 60 counts as 60, less than 0 as 0.

    Scenario Outline: limits out of range
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT <limit>
      Then the call is refused with EINVAL

      Examples:
        | case           | limit |
        | one-too-many   | 61    |
        | minute-and-one | 3600  |
        | negative       | -1    |

  @seed @S08.15 @needs:virtual-clock
  Rule: WAIT-13 A PI_TIMEOUT other than zero says that the caller can be suspended

    Scenario Outline: any limit in range suspends
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT <limit>
      Then the call is suspended

      Examples:
        | case     | limit |
        | smallest | 1     |
        | largest  | 60    |

  @inferred @S08.15
  Rule: WAIT-14 With PI_TIMEOUT zero the caller is never suspended
    The source says what a value other than zero means; zero means the opposite.

    Scenario Outline: zero is answered at once
      When <end> asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused
      And no credential is returned

      Examples:
        | case       | end     |
        | client-end | PAYROLL |
        | server-end | LEDGER  |

  @manual @doc:sockets-errno @S08.15
  Rule: WAIT-15 A caller that will not be suspended and has not issued SIOCSPARTNERINFO gets EAGAIN

    Scenario Outline: at either end
      When <end> asks for its partner's <request> with PI_TIMEOUT 0
      Then the call is refused with EAGAIN

      Examples:
        | case       | end     | request            |
        | client-end | PAYROLL | user-id            |
        | server-end | LEDGER  | user-id            |
        | utoken     | PAYROLL | utoken             |
        | both       | PAYROLL | user-id and utoken |

  @manual @doc:sockets-errno @S08.15
  Rule: WAIT-16 After EAGAIN the request can be issued again with a limit

    Scenario: the remedy that the manual names
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      And 1 second passes
      Then the partner's address-space user ID is BOB

  @manual @doc:sockets-errno @S08.11 @needs:virtual-clock @needs:xcf-control
  Rule: WAIT-17 A limit that expires gives ETIME

    Scenario Outline: at the limit, not before
      Given the XCF answer between TCPCS1 and TCPCS2 takes 90 seconds
      When <end> asks for its partner's user-id with PI_TIMEOUT <limit>
      And <before> seconds pass
      Then the call is suspended
      When 0.5 seconds pass
      Then the call is refused with ETIME
      And the call has lasted <limit> seconds

      Examples:
        | case             | end     | limit | before |
        | client-one       | PAYROLL | 1     | 0.5    |
        | client-ten       | PAYROLL | 10    | 9.5    |
        | client-sixty     | PAYROLL | 60    | 59.5   |
        | server-ten       | LEDGER  | 10    | 9.5    |

  @choice @S08.11 @needs:virtual-clock @needs:xcf-control
  Rule: WAIT-18 An answer that arrives at the very instant of the limit is returned
    Our reading: the answer wins.
    Other reading: the limit wins, and the call gives ETIME.

    Scenario: answer and limit coincide
      Given the XCF answer between TCPCS1 and TCPCS2 takes 3 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 3
      And 3 seconds pass
      Then the call succeeds
      And the partner's address-space user ID is BOB
      And the call has lasted 3 seconds

  @manual @doc:sockets-errno @S08.11 @needs:virtual-clock @needs:xcf-control
  Rule: WAIT-19 After ETIME the request can be issued again

    Scenario: the second request waits long enough
      Given the XCF answer between TCPCS1 and TCPCS2 takes 4 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 1
      And 1 second passes
      Then the call is refused with ETIME
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 10
      And 10 seconds pass
      Then the call succeeds
      And the partner's address-space user ID is BOB

  @choice @S08.11 @doc:sockets-errno @needs:virtual-clock @needs:xcf-control
  Rule: WAIT-20 An answer that comes after the limit is kept for the next request
    Our reading: the answer belongs to the connection, and a request issued again is meant to have it.
    Other reading: a late answer is thrown away and the next request asks anew.

    Scenario: the late answer serves the second request at once
      Given the XCF answer between TCPCS1 and TCPCS2 takes 4 seconds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 1
      And 6 seconds pass
      Then the call is refused with ETIME
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call succeeds
      And the call has lasted 0 seconds

  @choice @S09.5 @needs:virtual-clock
  Rule: WAIT-21 What has been retrieved once is kept for the life of the connection
    Our reading: the stack keeps the answer, so a second request neither asks nor suspends.
    Other reading: only SIOCSPARTNERINFO makes the stack keep anything.

    Scenario: the same request twice
      When PAYROLL retrieves its partner's user-id
      Then the call succeeds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
      Then the call succeeds
      And the call has lasted 0 seconds

    Scenario: the second request will not wait
      When PAYROLL retrieves its partner's user-id
      Then the call succeeds
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the partner's address-space user ID is BOB
