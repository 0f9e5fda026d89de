package io.parley.core.session;

import io.parley.core.party.Party;

/// The role of a reader, from its token: decides what it may send and see.
public enum Role {
  CUSTOMER(Party.CUSTOMER),
  AGENT(Party.HUMAN),
  OPERATOR(Party.OPERATOR);

  private final Party party;

  Role(Party party) {
    this.party = party;
  }

  public Party party() {
    return party;
  }

  /// Whether fields that are marked *(agent)* in the protocol are shown.
  public boolean seesInternals() {
    return this != CUSTOMER;
  }
}
