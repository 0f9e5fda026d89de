package io.parley.core.access;

import io.parley.core.session.Role;
import java.util.EnumSet;
import java.util.Set;

/// One kind of act. Each role has its set of them: [#of] is the one table.
public enum Permission {
  /// Begin a session. Anybody may.
  START,
  /// Say whose a session is: what is claimed so is taken for true.
  NAME_CUSTOMER,
  /// Read a session.
  READ,
  /// Say something in a session, interrupt its reply, end it.
  TALK,
  /// Agree to a tool call, or refuse it.
  DECIDE,
  /// Give an opinion of a session.
  RATE,
  /// Call: the voice in a call is the customer's.
  CALL,
  /// Have a fresh token for a session's customer.
  HOLD_TOKEN,
  /// Void the tokens of a session.
  REVOKE_TOKENS,
  /// Erase a session.
  ERASE,
  /// Read what belongs to no one session: the list of them, memories, what models cost.
  OVERSEE,
  /// Run the installation.
  OPERATE;

  /// The permissions of a role.
  public static Set<Permission> of(Role role) {
    return switch (role) {
      case CUSTOMER -> EnumSet.of(START, READ, TALK, RATE, CALL, HOLD_TOKEN);
      case AGENT ->
          EnumSet.of(START, NAME_CUSTOMER, READ, TALK, DECIDE, HOLD_TOKEN, REVOKE_TOKENS, OVERSEE);
      case OPERATOR ->
          EnumSet.of(START, NAME_CUSTOMER, READ, REVOKE_TOKENS, ERASE, OVERSEE, OPERATE);
    };
  }
}
