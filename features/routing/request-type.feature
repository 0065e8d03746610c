Feature: A request type that asks for nothing
  Routing comes with every SIOCGPARTNERINFO; what a request means that selects nothing at all is not said.

  @choice @S06.1 @S08.1 @doc:getpi
  Rule: ROUTE-28 An empty request type is answered with the routing alone
    Our reading: routing always comes, so asking for nothing is asking for it.
    Other reading: a request type has to select something, and an empty one is refused with EINVAL.

    Scenario: nothing is selected
      Given the lab two-systems
      And the program PAYROLL runs on TCPCS1 as user ALICE
      And the program LEDGER runs on TCPCS2 as user BOB
      And PAYROLL is connected to LEDGER
      When PAYROLL issues SIOCGPARTNERINFO with an empty request type
      Then the call succeeds
      And the routing is same-cluster, internal
      And no credential is returned
