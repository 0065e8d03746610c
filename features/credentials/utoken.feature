Feature: The UTOKEN that is returned
  A security token in internal format: not readable as it is, but accepted by the security product that made it.

  Background:
    Given the lab two-systems
    And the program PAYROLL runs on TCPCS1 as user ALICE
    And the program LEDGER runs on TCPCS2 as user BOB
    And PAYROLL is connected to LEDGER

  @seed @S05.2
  Rule: CRED-21 The UTOKEN comes in an internal format that is not directly readable

    Scenario: nothing of the user can be read in it
      When PAYROLL retrieves its partner's utoken
      Then the UTOKEN shows nothing readable of BOB
      And the UTOKEN shows nothing readable of PAYROLL

    Scenario: and yet it is the token of one user and not of another
      Given the program ARCHIVE runs on TCPCS2 as user ERIN
      And PAYROLL opens the socket TO-ARCHIVE
      And TO-ARCHIVE is connected to ARCHIVE
      When PAYROLL retrieves its partner's utoken
      Then the UTOKEN is noted
      When TO-ARCHIVE retrieves its partner's utoken
      Then the UTOKEN differs from the one noted

  @manual @doc:rutkn @S05.2
  Rule: CRED-22 A UTOKEN is 80 bytes long

    Scenario: the length of what comes
      When PAYROLL retrieves its partner's utoken
      Then the UTOKEN is 80 bytes long

    Scenario: none where none is asked for
      When PAYROLL retrieves its partner's user-id
      Then the UTOKEN is 0 bytes long

  @seed @S05.3 @needs:utoken-map
  Rule: CRED-23 TOKENMAP gives access to the fields of the UTOKEN

    Scenario: the mapped token has readable fields
      When PAYROLL retrieves its partner's utoken
      And PAYROLL maps the address-space UTOKEN with TOKENMAP
      Then TOKENMAP has the field TOKSCL

  @inferred @S05.1 @doc:rutkn @doc:smf-utoken @needs:utoken-map
  Rule: CRED-24 The mapped UTOKEN holds the user ID, the group, the security label and the port of entry
    The source names these contents; the names of the fields behind the security label were not to be read in full.

    Scenario: the token of the partner's address space
      When PAYROLL retrieves its partner's utoken
      And PAYROLL maps the address-space UTOKEN with TOKENMAP
      Then TOKENMAP shows
        | TOKUSER | BOB     |
        | TOKGRUP | PAYROLL |
      And TOKENMAP has the field TOKSCL
      And TOKENMAP has the field TOKPOE

    Scenario: the token that the server gets of the client
      When LEDGER retrieves its partner's utoken
      And LEDGER maps the address-space UTOKEN with TOKENMAP
      Then TOKENMAP shows
        | TOKUSER | ALICE   |
        | TOKGRUP | PAYROLL |

    @needs:task-level
    Scenario: the tokens of address space and task are two
      Given the program ARCHIVE runs on TCPCS2 as user BOB with task user ERIN
      And PAYROLL opens the socket TO-ARCHIVE
      And TO-ARCHIVE is connected to ARCHIVE
      When TO-ARCHIVE retrieves its partner's utoken
      And PAYROLL maps the task-level UTOKEN with TOKENMAP
      Then TOKENMAP shows
        | TOKUSER | ERIN  |
        | TOKGRUP | AUDIT |
      When PAYROLL maps the address-space UTOKEN with TOKENMAP
      Then TOKENMAP shows
        | TOKUSER | BOB |

  @seed @S05.4 @needs:utoken-map
  Rule: CRED-25 An authorized program can establish the partner's security environment from the UTOKEN, without a password

    Scenario Outline: programs with the authority to do so
      Given the program ARCHIVE runs on TCPCS2 as user <partner>
      And the <authority> program BROKER runs on TCPCS1 as user ALICE
      And BROKER is connected to ARCHIVE
      When BROKER retrieves its partner's utoken
      And BROKER establishes a security environment from the address-space UTOKEN
      Then the environment is that of user <partner> in group <group>

      Examples:
        | case               | authority        | partner | group   |
        | apf                | APF-authorized   | BOB     | PAYROLL |
        | supervisor-state   | supervisor-state | BOB     | PAYROLL |
        | of-another-partner | APF-authorized   | ERIN    | AUDIT   |

  @inferred @S05.4 @needs:utoken-map
  Rule: CRED-26 In the environment so established access is decided as for the partner
    That is what an environment is for. ERIN may not read the resource, ALICE may.

    Scenario: access before and after
      Given the program ARCHIVE runs on TCPCS2 as user ERIN
      And the APF-authorized program BROKER runs on TCPCS1 as user ALICE
      And BROKER is connected to ARCHIVE
      When BROKER retrieves its partner's utoken
      Then access of BROKER to EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO is decided with SAF return code 0
      When BROKER establishes a security environment from the address-space UTOKEN
      Then access of BROKER to EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO is decided with SAF return code 8

  @inferred @S05.4 @needs:utoken-map
  Rule: CRED-27 A program without that authority is refused an environment
    The source speaks of an authorized program; else any program could become any partner.

    Scenario: an ordinary program with a genuine UTOKEN
      When PAYROLL retrieves its partner's utoken
      And PAYROLL establishes a security environment from the address-space UTOKEN
      Then the environment is refused

  @inferred @S05.5 @needs:utoken-map
  Rule: CRED-28 A UTOKEN of another security product cannot be used
    The source says so "in general", which leaves exceptions open.

    Scenario: the other product's token for a user known here
      Given the APF-authorized program BROKER runs on TCPCS1 as user ALICE
      And a UTOKEN of another security product for user BOB
      When BROKER establishes a security environment from the address-space UTOKEN
      Then the environment is refused
