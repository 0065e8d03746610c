Feature: Systems that share one RACF database
  Sharing the profile EZBDOMAIN makes one domain, but each system and each moment has its own view of it.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB

  @inferred @S03.5 @doc:racf-raclist
  Rule: CRED-59 One database can still mean two domains until each system has refreshed the class
    Each system reads the profile from its own copy in storage.

    Scenario: a shared database, refreshed on one system only
      Given the security domain of SYS1 is "LEDGERNET"
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

    Scenario: a shared database, refreshed on both systems
      Given the security domain of SYS1 is "LEDGERNET"
      And class SERVAUTH is refreshed on SYS2
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @choice @S03.5 @doc:sockets-errno
  Rule: CRED-62 A connection keeps the security domains of its first request for credentials
    The return codes say that after a correction the application might have to connect anew.
    Our reading: a connection is bound to the two names that its first request for credentials meets.
    Other readings: bound when it is set up; or compared anew at every request.

    Scenario: the domains part before the first request
      Given PAYROLL is connected to LEDGER
      And the security domain of SYS2 is "OTHERNET"
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

    Scenario: the domains meet after the first request
      Given the security domain of SYS1 is "OTHERNET"
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM
      When class SERVAUTH is refreshed on SYS2
      And PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

    Scenario: the domains part after the first request
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call succeeds
      When the security domain of SYS2 is "OTHERNET"
      And PAYROLL retrieves its partner's utoken
      Then the call succeeds

  @choice @S03.5
  Rule: CRED-63 No authority to the profile EZBDOMAIN is needed
    Our reading: only its APPLDATA is described, so nobody's access to it is checked.
    Other reading: as a profile of class SERVAUTH it may be checked for READ access.

    Scenario: nobody is permitted to read EZBDOMAIN
      Given the profile EZBDOMAIN in RACFA permits ALICE NONE
      And class SERVAUTH is refreshed on SYS1
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
