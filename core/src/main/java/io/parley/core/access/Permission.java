package io.parley.core.access;

import io.parley.core.session.Role;
import java.util.EnumSet;
import java.util.Set;

/// One kind of action. [#of] is the one table of the roles' permissions.
public enum Permission {
  /// Start a session. Everybody may.
  START,
  /// Name the customer of a session as a verified fact.
  NAME_CUSTOMER,
  /// Read a session.
  READ,
  /// Say something in a session, interrupt its reply, end it.
  TALK,
  /// Approve or refuse a tool call of which a colleague is asked.
  DECIDE,
  /// Agree or not to a tool call of which the customer is asked.
  CONSENT,
  /// Take a conversation over from its agent, and hand it back.
  LEAD,
  /// Say what became of a tool call in doubt.
  RESOLVE,
  /// Rate a session.
  RATE,
  /// Make a call. The voice in a call is the customer's.
  CALL,
  /// Get a fresh token for a session's customer.
  HOLD_TOKEN,
  /// Revoke the tokens of a session.
  REVOKE_TOKENS,
  /// Erase a session.
  ERASE,
  /// Have a person called by telephone, a call handed over or hung up, and name numbers that are
  /// not called.
  DIAL,
  /// Read data across sessions: the list of sessions, memories, costs of models.
  OVERSEE,
  /// Write, change and delete documents of the knowledge base.
  CURATE,
  /// Run the installation.
  OPERATE;

  /// The permissions of a role.
  public static Set<Permission> of(Role role) {
    return switch (role) {
      case CUSTOMER -> EnumSet.of(START, READ, TALK, CONSENT, RATE, CALL, HOLD_TOKEN);
      case AGENT ->
          EnumSet.of(
              START,
              NAME_CUSTOMER,
              READ,
              TALK,
              DECIDE,
              LEAD,
              RESOLVE,
              HOLD_TOKEN,
              REVOKE_TOKENS,
              DIAL,
              OVERSEE);
      case OPERATOR ->
          EnumSet.of(
              START,
              NAME_CUSTOMER,
              READ,
              DECIDE,
              LEAD,
              RESOLVE,
              REVOKE_TOKENS,
              ERASE,
              DIAL,
              OVERSEE,
              CURATE,
              OPERATE);
    };
  }
}
