Feature: How a SIOCGPARTNERINFO for credentials is refused
  The conditions of the ioctl itself, its reason codes, and which condition is told when several hold.

  @manual @doc:sockets-errno @S06.3
  Rule: CRED-70 A socket that is not a TCP socket gives EPROTOTYPE
    The socket is connected, as a UDP socket can be, so that ENOTCONN would be wrong in any order (CRED-74).

    Scenario Outline: on a UDP socket
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS1 as user BOB
      And PAYROLL opens a UDP socket connected to LEDGER
      When PAYROLL retrieves its partner's <request>
      Then the call is refused with EPROTOTYPE

      Examples:
        | case        | request |
        | credentials | user-id |
        | routing     | routing |

  @manual @doc:sockets-errno
  Rule: CRED-71 An area too small for the answer gives ENOBUFS and tells the size that is needed

    Scenario: credentials asked for with a small area
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id and utoken with an area too small for the answer
      Then the call is refused with ENOBUFS
      And the size needed for the answer is told

  @inferred @doc:reason-codes @doc:sockets-errno @S03.4 @S03.5
  Rule: CRED-72 Each refusal that has a reason code of its own tells it
    The manual lists names and values; which condition each belongs to follows from the names.

    Scenario: the security domains differ
      Given the lab two-databases
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS2 is "OTHERNET"
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM
      And the reason code is JrNotSameSecDomain

    Scenario: no security domain is defined here
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM
      And the reason code is JrNoSecDomain

    Scenario: the caller may not be suspended
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EAGAIN
      And the reason code is JrNoSuspend

    Scenario: the partner is outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOPARTNERINFO
      And the reason code is JrNoPartnerInfo

  @choice @doc:sockets-errno @S08.8
  Rule: CRED-73 What is wrong with the call itself is told before what is wrong with the socket
    Our order: parameters, TCP or not, connected or not, authority, own domain, a call outstanding, the partner's
    place and release, the partner's domain, the data.
    Other reading: any order; the manuals do not say which of several conditions is told.

    Scenario: time limit out of range, on a UDP socket
      Given the lab one-stack
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR opens a UDP socket
      When AUDITOR asks for its partner's user-id with PI_TIMEOUT 61
      Then the call is refused with EINVAL

    Scenario: small area, on a socket that is not connected
      Given the lab one-stack
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR opens a TCP socket
      When AUDITOR asks for its partner's user-id with an area too small for the answer
      Then the call is refused with ENOBUFS

  @choice @doc:sockets-errno @S08.8
  Rule: CRED-74 The kind of the socket is told before its state, and both before want of authority
    Order as in CRED-73, both readings there.

    Scenario Outline: a UDP socket that is not connected
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL opens a UDP socket
      When PAYROLL retrieves its partner's <request>
      Then the call is refused with EPROTOTYPE

      Examples:
        | case        | request |
        | credentials | user-id |
        | routing     | routing |

    Scenario: a UDP socket, without authority
      Given the lab one-stack
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR opens a UDP socket
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EPROTOTYPE

    Scenario: not connected, without authority
      Given the lab one-stack
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR opens a TCP socket
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with ENOTCONN

    Scenario: not connected, without a security domain
      Given the lab one-stack
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the security domain of SYS1 is not defined
      And PAYROLL opens a TCP socket
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with ENOTCONN

  @choice @doc:sockets-errno @S08.8
  Rule: CRED-75 Want of authority is told before anything about domains, time or the partner
    Order as in CRED-73, both readings there. Who may not ask learns nothing of the partner.

    Scenario: without authority, own system without a domain
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS1 is not defined
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: class SERVAUTH not active, so that it gives neither authority nor a domain
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      And class SERVAUTH is not active on SYS1
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: class SERVAUTH not RACLISTed, so that it gives neither authority nor a domain
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      And class SERVAUTH is not RACLISTed on SYS1
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: without authority, partner outside the sysplex
      Given the lab outside
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program STRANGER runs on TCPIP9 as user BOB
      And AUDITOR is connected to STRANGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: without authority, partner in another domain
      Given the lab two-databases
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS2 is "OTHERNET"
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: without authority, not willing to wait
      Given the lab two-systems
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And the program LEDGER runs on TCPCS2 as user BOB
      And AUDITOR is connected to LEDGER
      When AUDITOR asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EACCES

  @choice @doc:sockets-errno @S03.4 @S03.5
  Rule: CRED-76 The caller's own missing domain is told before the partner's place, and that before waiting
    Order as in CRED-73, both readings there.

    Scenario: no domain here, partner outside the sysplex
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And the security domain of SYS1 is not defined
      And PAYROLL is connected to STRANGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

    Scenario: partner outside the sysplex, not willing to wait
      Given the lab outside
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program STRANGER runs on TCPIP9 as user BOB
      And PAYROLL is connected to STRANGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with ENOPARTNERINFO

    Scenario: no domain here, not willing to wait
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 0
      Then the call is refused with EPERM
