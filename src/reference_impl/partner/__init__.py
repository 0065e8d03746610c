"""Partner credentials: SIOCGPARTNERINFO, SIOCSPARTNERINFO and the exchange over XCF."""
