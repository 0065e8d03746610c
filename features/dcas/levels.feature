Feature: What each debug level of DCAS logs
  The manual gives each level the severities it lets through; which line has which severity it does not say. So the
  scenarios look at severities, of a request that is served and of one that is refused.

  @manual @S14.2 @doc:dcas-modify
  Rule: DCAS-20 Level 0 logs nothing

    Scenario: a request that is served
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=0"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line about the request

    Scenario: a request that is refused
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=0"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user NOBODY and application PAYAPP
      Then the request is not served
      And the syslog of SYS1 holds no line about the request

  @manual @S14.2 @doc:dcas-modify
  Rule: DCAS-21 No level logs a severity above its own: 1 errors and warnings, 2 also informational, 3 also debug

    Scenario Outline: what is held back
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=<level>"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user <user> and application PAYAPP
      Then the request is <outcome>
      And the syslog of SYS1 holds no line of severity "<held back>"

      Examples:
        | case      | level | user   | outcome               | held back            |
        | 1-served  | 1     | ALICE  | served for user ALICE | informational, debug |
        | 1-refused | 1     | NOBODY | not served            | informational, debug |
        | 2-served  | 2     | ALICE  | served for user ALICE | debug                |
        | 2-refused | 2     | NOBODY | not served            | debug                |

  @manual @S14.2 @doc:dcas-modify @doc:apar-pk80201
  Rule: DCAS-22 Level 3 logs debug messages of a request that is served
    The APAR shows such messages of a client's request and calls them debug messages.

    @canary
    Scenario: debug messages of a served request
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 0
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=3"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds lines of severity "debug"

  @manual @S14.2 @doc:dcas-modify
  Rule: DCAS-23 Of what level 3 logs of a request, each level logs the severities of its own list, and all of them
    The severities that a request has lines for are the subject's affair; they are noted at level 3 first.

    Scenario Outline: the same request at level 3 and at another level
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user <user> and application PAYAPP
      Then the severities in the syslog of SYS1 are noted, "debug" among them
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=<level>"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user <user> and application PAYAPP
      Then the syslog of SYS1 holds those of the noted severities that are in "<list>", and no others

      Examples:
        | case      | user   | level | list                                 |
        | served-0  | ALICE  | 0     |                                      |
        | served-1  | ALICE  | 1     | error, warning                       |
        | served-2  | ALICE  | 2     | error, warning, informational        |
        | served-3  | ALICE  | 3     | error, warning, informational, debug |
        | refused-0 | NOBODY | 0     |                                      |
        | refused-1 | NOBODY | 1     | error, warning                       |
        | refused-2 | NOBODY | 2     | error, warning, informational        |
        | refused-3 | NOBODY | 3     | error, warning, informational, debug |

  @choice @S14.2 @doc:dcas-modify
  Rule: DCAS-24 A served request is worth informational and debug lines, a refused one lines of all four severities
    No document sorts the lines of a request by severity.
    Our reading: that a request came and was served is information, its content is for debugging; a refusal is an
    error, and a client that leaves empty-handed a warning.
    Other reading: everything about a request is for debugging, so levels 1 and 2 log nothing of it.

    Scenario Outline: severities by outcome at level 3
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user <user> and application PAYAPP
      Then the request is <outcome>
      And the syslog of SYS1 holds lines of severity "<logged>"

      Examples:
        | case    | user   | outcome               | logged                               |
        | served  | ALICE  | served for user ALICE | informational, debug                 |
        | refused | NOBODY | not served            | error, warning, informational, debug |

    Scenario: a served request is no trouble
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line of severity "error, warning"

  @inferred @S14.2 @doc:dcas-start-mss
  Rule: DCAS-25 DCAS begins with the level of its start option
    The option -d is described by a vendor's reprint with the same meaning of the levels 1 to 3.

    Scenario: started with level 3
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds lines of severity "debug"

    Scenario Outline: started with a lower level
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level <level>
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line of severity "<held back>"

      Examples:
        | case | level | held back            |
        | 1    | 1     | informational, debug |
        | 2    | 2     | debug                |

  @choice @S14.2 @doc:apar-pk80201 @doc:dcas-start-mss
  Rule: DCAS-26 Started without the option, DCAS begins at level 0
    The APAR speaks of a DCAS started with a level that is not zero, as of something particular; the reprint says that
    3 is the default.
    Our reading: without -d the level is 0, and 3 is the default of a -d without a number.
    Other reading: without -d the level is 3.

    Scenario: no start option
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line about the request
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=3"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the syslog of SYS1 holds lines of severity "debug"

  @inferred @S14.2 @doc:apar-pk80201
  Rule: DCAS-27 What a client sends is logged as it is, percent signs included
    The APAR mends a server that took client data for a format; so the data are to be logged literally, and the
    server survives them.

    Scenario Outline: data that look like a format
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user <user> and application PAYAPP
      Then the request is not served
      And a line in the syslog of SYS1 holds "<user>"
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE

      Examples:
        | case     | user     |
        | strings  | %s%s%s%s |
        | pointers | %n%n     |
        | numbers  | %08x.%d  |
        | percent  | 100%%    |
