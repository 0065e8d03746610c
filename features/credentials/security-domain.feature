Feature: Both ends must be in one security domain
  The name of the domain stands in the APPLDATA of the profile EZBDOMAIN, class SERVAUTH, on every system that takes part.

  Background:
    Given the lab two-databases
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB

  @seed @S03.5
  Rule: CRED-50 Credentials are exchanged inside one security domain only

    Scenario: the same domain
      Given PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

    Scenario: different domains
      Given the security domain of SYS2 is "OTHERNET"
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id and utoken
      Then no credential is returned
      And the call is refused

  @manual @doc:sockets-errno @S03.5
  Rule: CRED-51 Different security domains give EPERM

    Scenario Outline: at either end
      Given the security domain of SYS2 is "OTHERNET"
      And PAYROLL is connected to LEDGER
      When <end> retrieves its partner's user-id
      Then the call is refused with EPERM

      Examples:
        | case       | end     |
        | client-end | PAYROLL |
        | server-end | LEDGER  |

  @manual @doc:sockets-errno @S03.5
  Rule: CRED-52 A caller whose system has no security domain gets EPERM

    Scenario: the caller's own system has none
      Given the security domain of SYS1 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

    Scenario: neither system has one
      Given the security domain of SYS1 is not defined
      And the security domain of SYS2 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

  @inferred @S03.5 @doc:sockets-errno @doc:steps
  Rule: CRED-53 A partner whose system has no security domain gives EPERM
    The domain must be defined on every system that takes part; no name is not the same name.

    Scenario: the partner's system has none
      Given the security domain of SYS2 is not defined
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM

  @manual @doc:steps @S03.5
  Rule: CRED-54 The domain's name is not case sensitive

    Scenario Outline: names that differ in case
      Given the security domain of SYS1 is <here>
      And the security domain of SYS2 is <there>
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case         | here     | there    | outcome               |
        | lower-here   | "paynet" | "PAYNET" | succeeds              |
        | lower-there  | "PAYNET" | "paynet" | succeeds              |
        | mixed        | "PayNet" | "pAYnET" | succeeds              |
        | other-letter | "paynet" | "PAYNEU" | is refused with EPERM |
        | longer       | "PAYNET" | "PAYNETX" | is refused with EPERM |

  @manual @doc:steps @S03.5
  Rule: CRED-55 The domain's name may be 255 characters long, and all of them count

    Scenario Outline: long names
      Given the security domain of SYS1 is <here> letters A followed by <end here>
      And the security domain of SYS2 is <there> letters A followed by <end there>
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case             | here | end here | there | end there | outcome               |
        | 255-equal        | 254  | "X"      | 254   | "X"       | succeeds              |
        | 255-differ-last  | 254  | "X"      | 254   | "Y"       | is refused with EPERM |
        | 255-and-254      | 254  | "X"      | 254   | ""        | is refused with EPERM |

  @inferred @doc:steps @S03.5
  Rule: CRED-56 A name of 256 characters is not accepted as a security domain
    The limit is documented, what happens beyond it is not; the name in force stays.

    Scenario: one character too many
      Given PAYROLL is connected to LEDGER
      When the security domain of SYS1 is defined again as 255 letters A followed by "X"
      Then the definition is refused
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @choice @S03.5
  Rule: CRED-57 An empty name is no name, and trailing blanks do not count
    Our reading: APPLDATA that names nothing defines nothing; blanks at the end are padding.
    Other reading: whatever stands in APPLDATA is the name, to the letter.

    Scenario Outline: blanks in names
      Given the security domain of SYS1 is <here>
      And the security domain of SYS2 is <there>
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case            | here      | there      | outcome               |
        | both-empty      | ""        | ""         | is refused with EPERM |
        | trailing-blanks | "PAYNET"  | "PAYNET  " | succeeds              |
        | leading-blank   | "PAYNET"  | " PAYNET"  | is refused with EPERM |
        | blank-inside    | "PAY NET" | "PAYNET"   | is refused with EPERM |

  @inferred @S03.5 @doc:steps
  Rule: CRED-58 The domain is the name, not the RACF database
    Systems with databases of their own are in one domain if the names are equal.

    Scenario: two databases with one new name
      Given the security domain of SYS1 is "LEDGERNET"
      And the security domain of SYS2 is "LEDGERNET"
      And PAYROLL is connected to LEDGER
      When LEDGER retrieves its partner's user-id
      Then the partner's address-space user ID is ALICE
      When PAYROLL retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @inferred @S06.1 @S03.5
  Rule: CRED-60 Routing is told across security domains
    The routing is always returned; only credentials are restricted to the domain.

    Scenario Outline: routing only
      Given the security domain of SYS2 is <domain>
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's routing
      Then the call succeeds
      And the routing is same-cluster, internal

      Examples:
        | case      | domain      |
        | different | "OTHERNET"  |
        | undefined | not defined |

  @manual @doc:sockets-errno @S03.5
  Rule: CRED-61 After the domains are corrected a new connection is served

    Scenario: corrected, then connected anew
      Given the security domain of SYS2 is "OTHERNET"
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EPERM
      When the security domain of SYS2 is "PAYNET"
      And PAYROLL is closed
      And PAYROLL opens the socket AGAIN
      And AGAIN is connected to LEDGER, accepted as LEDGER2
      And AGAIN retrieves its partner's user-id
      Then the partner's address-space user ID is BOB
