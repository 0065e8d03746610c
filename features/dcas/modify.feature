Feature: MODIFY changes the debug level of DCAS while it runs
  MODIFY job,DEBUG=n, or F for short. Messages are recognised by what they say: the documents give neither their
  numbers nor their texts.

  @seed @S14.1
  Rule: DCAS-01 MODIFY with DEBUG=n changes the debug level of the running server, without a restart
    Shown by what the same server logs of a request before and after the command.

    Scenario Outline: the command in both spellings
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 0
      When a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line of severity "debug"
      When the operator of SYS1 enters "<command>"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds lines of severity "debug"

      Examples:
        | case   | command             |
        | modify | MODIFY DCAS,DEBUG=3 |
        | f      | F DCAS,DEBUG=3      |

    @canary
    Scenario: and back again
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When the operator of SYS1 enters "F DCAS,DEBUG=0"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line of severity "debug"

  @seed @S14.2 @S14.3
  Rule: DCAS-02 Every level from 0 to 3 can be set from every level, and a message says the new one

    Scenario Outline: from each level to each level
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level <from>
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=<to>"
      Then the console of SYS1 shows the debug-level message naming "<to>"

      Examples:
        | case   | from | to |
        | 0-to-0 | 0    | 0  |
        | 0-to-1 | 0    | 1  |
        | 0-to-2 | 0    | 2  |
        | 0-to-3 | 0    | 3  |
        | 1-to-0 | 1    | 0  |
        | 1-to-1 | 1    | 1  |
        | 1-to-2 | 1    | 2  |
        | 1-to-3 | 1    | 3  |
        | 2-to-0 | 2    | 0  |
        | 2-to-1 | 2    | 1  |
        | 2-to-2 | 2    | 2  |
        | 2-to-3 | 2    | 3  |
        | 3-to-0 | 3    | 0  |
        | 3-to-1 | 3    | 1  |
        | 3-to-2 | 3    | 2  |
        | 3-to-3 | 3    | 3  |

  @seed @S14.4 @S14.7
  Rule: DCAS-03 The message about a new level goes to the console and to syslog, and names that level in both

    Scenario Outline: a change between levels at which something is logged
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level <from>
      When the operator of SYS1 enters "F DCAS,DEBUG=<to>"
      Then console and syslog of SYS1 both show the debug-level message naming "<to>"

      Examples:
        | case   | from | to |
        | 1-to-2 | 1    | 2  |
        | 2-to-3 | 2    | 3  |
        | 3-to-1 | 3    | 1  |

  @seed @S14.4 @S14.5
  Rule: DCAS-04 A parameter other than DEBUG gets the message about an unknown parameter, at console and syslog

    Scenario: a parameter that DCAS does not have
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,TRACE=1"
      Then console and syslog of SYS1 both show the unknown-parameter message

  @seed @S14.4 @S14.6
  Rule: DCAS-05 A level that does not exist gets the message about an unknown debug level, at console and syslog

    Scenario Outline: values that are no level
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=<level>"
      Then console and syslog of SYS1 both show the unknown-level message

      Examples:
        | case     | level |
        | next     | 4     |
        | larger   | 99    |
        | a-letter | X     |

  @inferred @S14.5 @S14.6
  Rule: DCAS-06 The message about a mistake names what was not understood
    A message that "indicates" the unknown thing has to say which it was.

    Scenario: the parameter
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,TRACE=1"
      Then console and syslog of SYS1 both show the unknown-parameter message naming "TRACE=1"

    Scenario: the level
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=4"
      Then console and syslog of SYS1 both show the unknown-level message naming "4"

  @choice @S14.4 @doc:dcas-modify
  Rule: DCAS-07 At level 0, which disables logging, the three messages go to syslog all the same
    The source sends the messages to both places and makes no exception; the manual says that level 0 disables
    logging.
    Our reading: the messages answer an operator and are no part of the debug log, so no level holds them back.
    Other reading: at level 0 they go to the console only.

    Scenario Outline: at level 0, or on the way to it
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level <from>
      When the operator of SYS1 enters "F DCAS,<operand>"
      Then console and syslog of SYS1 both show the <kind> message naming "<insert>"

      Examples:
        | case              | from | operand | kind              | insert  |
        | 0-stays           | 0    | DEBUG=0 | debug-level       | 0       |
        | to-0              | 3    | DEBUG=0 | debug-level       | 0       |
        | from-0            | 0    | DEBUG=2 | debug-level       | 2       |
        | unknown-level     | 0    | DEBUG=7 | unknown-level     | 7       |
        | unknown-parameter | 0    | TRACE=1 | unknown-parameter | TRACE=1 |

  @inferred @S14.1 @S14.5 @S14.6
  Rule: DCAS-08 A command that was not understood leaves the level as it was, and DCAS goes on
    Nothing says so in as many words; it is what an informational message about a mistake means.

    Scenario Outline: bad input while debug messages are logged
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 3
      When the operator of SYS1 enters "MODIFY DCAS,<operand>"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds lines of severity "debug"

      Examples:
        | case              | operand |
        | unknown-level     | DEBUG=4 |
        | unknown-parameter | TRACE=1 |

    Scenario Outline: bad input while nothing is logged
      Given the lab one-stack
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 0
      When the operator of SYS1 enters "MODIFY DCAS,<operand>"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line about the request

      Examples:
        | case              | operand |
        | unknown-level     | DEBUG=4 |
        | unknown-parameter | TRACE=3 |

  @choice @S14.5 @S14.6
  Rule: DCAS-09 Of malformed operands, those that begin with DEBUG= are unknown levels, all others unknown parameters
    The documents tell two kinds of mistakes apart and do not draw the line.
    Our reading: the text before the equal sign decides; a level is one digit from 0 to 3 and nothing else.
    Other reading: a padded or signed number that has the value of a level is that level; DEBUG without a value, or
    an operand that is not there, is a mistake of its own.

    Scenario Outline: operands on the border
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,<operand>"
      Then console and syslog of SYS1 both show the <kind> message

      Examples:
        | case           | operand   | kind              |
        | no-value       | DEBUG=    | unknown-level     |
        | padded         | DEBUG=03  | unknown-level     |
        | negative       | DEBUG=-1  | unknown-level     |
        | signed         | DEBUG=+2  | unknown-level     |
        | fraction       | DEBUG=2.0 | unknown-level     |
        | two-levels     | DEBUG=1,2 | unknown-level     |
        | doubled-equals | DEBUG==2  | unknown-level     |
        | no-equal-sign  | DEBUG     | unknown-parameter |
        | a-blank        | DEBUG 2   | unknown-parameter |
        | longer-keyword | DEBUGS=2  | unknown-parameter |
        | level-alone    | 2         | unknown-parameter |
        | display        | DISPLAY   | unknown-parameter |
        | nothing        |           | unknown-parameter |

  @choice @S14.1
  Rule: DCAS-10 The command may be typed in lower case
    Our reading: the system folds what an operator types to upper case, so DCAS accepts any case.
    Other reading: upper case only, and debug=2 is an unknown parameter.

    Scenario Outline: any case
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "<command>"
      Then console and syslog of SYS1 both show the debug-level message naming "2"

      Examples:
        | case    | command             |
        | lower   | f dcas,debug=2      |
        | mixed   | Modify Dcas,Debug=2 |
        | keyword | F DCAS,debug=2      |

  @manual @S14.1 @doc:dcas-modify @doc:modify-servers
  Rule: DCAS-11 MODIFY names the job, and only the DCAS of that job on that system obeys

    @canary
    Scenario: the job has a name of its own
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCASPROD with debug level 1
      When the operator of SYS1 enters "MODIFY DCASPROD,DEBUG=2"
      Then console and syslog of SYS1 both show the debug-level message naming "2"

    Scenario: a command for another job
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCASPROD with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=2"
      Then console and syslog of SYS1 show no message of DCAS about its debug level

    Scenario: the command is entered on another system
      Given the lab two-systems
      And DCAS knows the application PAYAPP of RACFA
      And DCAS runs on SYS1 as job DCAS with debug level 0
      And DCAS runs on SYS2 as job DCASPROD with debug level 0
      When the operator of SYS2 enters "MODIFY DCAS,DEBUG=3"
      And a client asks DCAS DCAS on SYS1 for a PassTicket for user ALICE and application PAYAPP
      Then the request is served for user ALICE
      And the syslog of SYS1 holds no line about the request

  @choice @S14.1 @doc:dcas-modify
  Rule: DCAS-12 MODIFY before initialization is complete changes nothing, and the operator is told
    The manual has the command work once initialization is complete, and does not say what happens before.
    Our reading: the command is answered, none of the three messages appears.
    Other reading: the command waits until DCAS is ready, or sets the level with which it will begin.

    Scenario: DCAS is still initializing here, and active on another system
      Given the lab two-systems
      And DCAS is still initializing on SYS1 as job DCAS with debug level 1
      And DCAS runs on SYS2 as job DCASPROD with debug level 1
      When the operator of SYS2 enters "MODIFY DCASPROD,DEBUG=3"
      Then console and syslog of SYS2 both show the debug-level message naming "3"
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=3"
      Then the operator of SYS1 is answered
      And console and syslog of SYS1 show no message of DCAS about its debug level

  @choice @S14.1
  Rule: DCAS-13 MODIFY while DCAS is not active is answered, though not by DCAS
    Our reading: the system tells the operator that no such job is active.
    Other reading: the command is ignored without a word.

    Scenario: DCAS was never started
      Given the lab one-stack
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=2"
      Then the operator of SYS1 is answered
      And console and syslog of SYS1 show no message of DCAS about its debug level
      When DCAS runs on SYS1 as job DCAS with debug level 1
      And the operator of SYS1 enters "MODIFY DCAS,DEBUG=2"
      Then console and syslog of SYS1 both show the debug-level message naming "2"

    Scenario: DCAS has ended
      Given the lab one-stack
      And DCAS runs on SYS1 as job DCAS with debug level 1
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=3"
      Then console and syslog of SYS1 both show the debug-level message naming "3"
      When the job DCAS has ended
      When the operator of SYS1 enters "MODIFY DCAS,DEBUG=2"
      Then the operator of SYS1 is answered
      And console and syslog of SYS1 show no message of DCAS about its debug level
