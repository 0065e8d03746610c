Feature: Who may retrieve credentials
  APF authorization, supervisor state, or READ access to EZB.IOCTL.sysname.tcpprocname.PARTNERINFO in class SERVAUTH.
  In the lab ALICE and BOB have READ by the profile EZB.IOCTL.*.*.PARTNERINFO; CAROL and ERIN have no entry.

  Background:
    Given the lab two-systems
    And the program LEDGER runs on TCPCS2 as user BOB

  @seed @S08.5
  Rule: CRED-30 An APF-authorized application may retrieve credentials

    Scenario: APF-authorized, without any permission of its user
      Given the APF-authorized program MONITOR runs on TCPCS1 as user CAROL
      And MONITOR is connected to LEDGER
      When MONITOR retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

  @seed @S08.6
  Rule: CRED-31 An application in supervisor state may retrieve credentials

    Scenario: in supervisor state, without any permission of its user
      Given the supervisor-state program MONITOR runs on TCPCS1 as user CAROL
      And MONITOR is connected to LEDGER
      When MONITOR retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

  @seed @S08.7
  Rule: CRED-32 A user with READ access or more to the PARTNERINFO resource may retrieve credentials

    Scenario Outline: each sufficient access
      Given the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits CAROL <access>
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is BOB

      Examples:
        | case    | access  |
        | read    | READ    |
        | update  | UPDATE  |
        | control | CONTROL |
        | alter   | ALTER   |

  @seed @S08.8
  Rule: CRED-33 Anyone else is refused

    Scenario Outline: neither authorized nor permitted
      Given the program AUDITOR runs on TCPCS1 as user <user>
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's <request>
      Then no credential is returned
      And the call is refused

      Examples:
        | case             | user  | request            |
        | user-id          | CAROL | user-id            |
        | utoken           | CAROL | utoken             |
        | both             | CAROL | user-id and utoken |
        | another-such-one | ERIN  | user-id            |

    Scenario: the server side is no exception
      Given the program AUDITOR runs on TCPCS2 as user CAROL
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL is connected to AUDITOR
      When AUDITOR retrieves its partner's user-id
      Then no credential is returned
      And the call is refused

  @manual @doc:sockets-errno @S08.8
  Rule: CRED-34 Who may not retrieve credentials gets EACCES

    Scenario: a user without an entry
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: a user with access NONE
      Given the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits CAROL NONE
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

  @inferred @S06.1 @S08.8 @doc:trxapi
  Rule: CRED-35 A request for routing only needs no authority
    The three ways are asked for to retrieve credentials; the call itself may be made in any state.

    @canary
    Scenario: routing only, by a user without permission
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's routing
      Then the call succeeds
      And the routing is same-cluster, internal

  @manual @doc:steps @S08.7
  Rule: CRED-36 The profile's qualifiers are the system and the TCP/IP procedure of the caller
    Generic profiles may cover several of them.

    Scenario Outline: one profile, and no other
      Given RACFA has no profile EZB.IOCTL.*.*.PARTNERINFO
      And RACFA has the profile <profile> with UACC READ
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case                   | profile                          | outcome                 |
        | own-system-and-stack   | EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO | succeeds                |
        | any-system             | EZB.IOCTL.*.TCPCS1.PARTNERINFO    | succeeds                |
        | any-stack              | EZB.IOCTL.SYS1.*.PARTNERINFO      | succeeds                |
        | any-of-both            | EZB.IOCTL.*.*.PARTNERINFO         | succeeds                |
        | stack-name-pattern     | EZB.IOCTL.SYS1.TCPCS%.PARTNERINFO | succeeds                |
        | every-ioctl-resource   | EZB.IOCTL.**                      | succeeds                |
        | partners-system        | EZB.IOCTL.SYS2.TCPCS1.PARTNERINFO | is refused with EACCES  |
        | partners-stack         | EZB.IOCTL.SYS1.TCPCS2.PARTNERINFO | is refused with EACCES  |
        | partners-both          | EZB.IOCTL.SYS2.TCPCS2.PARTNERINFO | is refused with EACCES  |
        | other-resource         | EZB.IOCTL.SYS1.TCPCS1.OTHERINFO   | is refused with EACCES  |

  @manual @doc:racf-uacc @doc:racf-groups @S08.7
  Rule: CRED-37 Access may come through the user, a group, the universal access or the entry for all users
    An entry of the user or of a group goes before the universal access, downwards too.

    Scenario Outline: the ways to access and the way out
      Given RACFA has the user FRANK in group STAFF and also in group AUDIT
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA gets UACC <UACC>
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits <entry> <access>
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits <other entry> <other access>
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user FRANK
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples: what lets the user in
        | case                | UACC | entry | access | other entry | other access | outcome  |
        | user-entry          | NONE | FRANK | READ   | ERIN        | NONE         | succeeds |
        | current-group       | NONE | STAFF | READ   | ERIN        | NONE         | succeeds |
        | other-group         | NONE | AUDIT | READ   | ERIN        | NONE         | succeeds |
        | highest-of-groups   | NONE | AUDIT | READ   | STAFF       | NONE         | succeeds |
        | universal-access    | READ | ERIN  | NONE   | CAROL       | NONE         | succeeds |

      Examples: what keeps the user out
        | case                 | UACC | entry | access | other entry | other access | outcome                |
        | user-entry-none      | READ | FRANK | NONE   | ERIN        | READ         | is refused with EACCES |
        | group-entry-none     | READ | STAFF | NONE   | ERIN        | READ         | is refused with EACCES |
        | entries-of-others    | NONE | ERIN  | READ   | CAROL       | READ         | is refused with EACCES |

  @manual @doc:racf-groups @S08.7
  Rule: CRED-38 Without list-of-groups checking only the current connect group counts

    Scenario Outline: access by a group of the user
      Given RACFA has the user FRANK in group STAFF and also in group AUDIT
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits <group> READ
      And class SERVAUTH is refreshed on SYS1
      And list-of-groups checking is not active on SYS1
      And the program AUDITOR runs on TCPCS1 as user FRANK
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case          | group | outcome                |
        | current-group | STAFF | succeeds               |
        | other-group   | AUDIT | is refused with EACCES |

  @inferred @doc:racf-restricted @S08.7
  Rule: CRED-39 The entry for all users lets in a defined user who is not listed otherwise
    The manual says so by the way, where it names what a restricted user cannot use.

    Scenario Outline: the entry for all users
      Given the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits * READ
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits ERIN NONE
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user <user>
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case       | user  | outcome                |
        | not-listed | CAROL | succeeds               |
        | listed     | ERIN  | is refused with EACCES |

  @manual @doc:racf-restricted @S08.7
  Rule: CRED-40 A RESTRICTED user has only what an entry of its own or of its group gives

    Background:
      Given RACFA has the RESTRICTED user GRACE in group AUDIT
      And the profile EZBDOMAIN in RACFA permits GRACE READ

    Scenario: universal access does not count
      Given the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA gets UACC READ
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user GRACE
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario Outline: entries that count and one that does not
      Given the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits <entry> READ
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user GRACE
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case        | entry | outcome                |
        | all-users   | *     | is refused with EACCES |
        | own-entry   | GRACE | succeeds               |
        | group-entry | AUDIT | succeeds               |

  @manual @doc:racf-sequence @S08.7
  Rule: CRED-41 A TRUSTED or PRIVILEGED user is granted access without a look at the profile

    Scenario Outline: attributes that grant
      Given RACFA has the <attribute> user HEIDI in group AUDIT
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits HEIDI NONE
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user HEIDI
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

      Examples:
        | case       | attribute  |
        | trusted    | TRUSTED    |
        | privileged | PRIVILEGED |

  @inferred @S08.8 @doc:saf @doc:racf-sequence @doc:racf-no-profile
  Rule: CRED-42 Where the security product has no decision, nobody is let in by it
    A return code of 4 leaves the decision to the caller's own rules, and the source knows no fourth way in.

    Scenario: no profile covers the resource
      Given RACFA has no profile EZB.IOCTL.*.*.PARTNERINFO
      And class SERVAUTH is refreshed on SYS1
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL is connected to LEDGER
      When PAYROLL retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: the class is not active
      Given the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL is connected to LEDGER
      And class SERVAUTH is not active on SYS1
      When PAYROLL retrieves its partner's user-id
      Then no credential is returned
      And the call is refused

    Scenario: the class is not RACLISTed
      Given the program PAYROLL runs on TCPCS1 as user ALICE
      And PAYROLL is connected to LEDGER
      And class SERVAUTH is not RACLISTed on SYS1
      When PAYROLL retrieves its partner's user-id
      Then no credential is returned
      And the call is refused

    Scenario: an APF-authorized program asks no profile
      Given RACFA has no profile EZB.IOCTL.*.*.PARTNERINFO
      And class SERVAUTH is refreshed on SYS1
      And the APF-authorized program MONITOR runs on TCPCS1 as user ALICE
      And MONITOR is connected to LEDGER
      When MONITOR retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @inferred @S08.7 @doc:racf-raclist
  Rule: CRED-43 A changed profile counts after the class is refreshed on the caller's system
    SERVAUTH is kept in storage (RACLIST); each system has its own copy.

    Background:
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits CAROL READ

    Scenario: before the refresh
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: after a refresh on another system
      Given class SERVAUTH is refreshed on SYS2
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

    Scenario: after the refresh on its own system
      Given class SERVAUTH is refreshed on SYS1
      When AUDITOR retrieves its partner's user-id
      Then the partner's address-space user ID is BOB

  @manual @doc:racf-most-specific @S08.7
  Rule: CRED-44 Of several profiles the most specific one decides

    Scenario Outline: a general and a special profile
      Given RACFA has the profile <special> with UACC <access>
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user <user>
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case                  | special                           | access | user  | outcome                |
        | discrete-closes       | EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO | NONE   | ALICE | is refused with EACCES |
        | discrete-opens        | EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO | READ   | CAROL | succeeds               |
        | less-generic-closes   | EZB.IOCTL.SYS1.*.PARTNERINFO      | NONE   | ALICE | is refused with EACCES |
        | more-generic-no-match | EZB.**                            | READ   | CAROL | is refused with EACCES |

  @choice @S08.7 @needs:task-level
  Rule: CRED-45 A task with an identity of its own is asked by that identity
    Our reading: the task's identity goes before that of its address space, as everywhere on z/OS.
    Other reading: the user of the program is the user of its address space.

    Scenario Outline: task and address space of different authority
      Given the program AUDITOR runs on TCPCS1 as user <address space> with task user <task>
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case                | address space | task  | outcome                |
        | only-task-permitted | CAROL         | ALICE | succeeds               |
        | only-space-permits  | ALICE         | CAROL | is refused with EACCES |

  @choice @S08.7
  Rule: CRED-46 A profile in WARNING mode lets in
    Our reading: WARNING means for this resource what it means for every other, that access is granted and noted.
    Other reading: the stack may look at more than the return code and refuse.

    Background:
      Given the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to LEDGER

    Scenario: access NONE in WARNING mode
      Given RACFA has the profile EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO in WARNING mode
      And class SERVAUTH is refreshed on SYS1
      When AUDITOR retrieves its partner's user-id
      Then the call succeeds

    Scenario: access NONE in the ordinary mode
      Given RACFA has the profile EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO with UACC NONE
      And class SERVAUTH is refreshed on SYS1
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

  @inferred @S08.8 @S04.2
  Rule: CRED-47 The caller's authority counts, not that of the partner
    The partner need not change, so it is not asked.

    Scenario: a partner that is itself authorized
      Given the APF-authorized program MONITOR runs on TCPCS2 as user BOB
      And the program AUDITOR runs on TCPCS1 as user CAROL
      And AUDITOR is connected to MONITOR
      When AUDITOR retrieves its partner's user-id
      Then the call is refused with EACCES

  @inferred @doc:racf-uacc @S08.7
  Rule: CRED-48 An entry of the user goes before an entry of a group of the user, whichever is higher
    The manual shows it by an example only.

    Scenario Outline: an entry for the user and one for the group
      Given RACFA has the user FRANK in group STAFF
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits FRANK <user's>
      And the profile EZB.IOCTL.*.*.PARTNERINFO in RACFA permits STAFF <group's>
      And class SERVAUTH is refreshed on SYS1
      And the program AUDITOR runs on TCPCS1 as user FRANK
      And AUDITOR is connected to LEDGER
      When AUDITOR retrieves its partner's user-id
      Then the call <outcome>

      Examples:
        | case       | user's | group's | outcome                |
        | user-read  | READ   | NONE    | succeeds               |
        | group-read | NONE   | READ    | is refused with EACCES |
