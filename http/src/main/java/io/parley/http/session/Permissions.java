package io.parley.http.session;

import io.parley.core.session.Role;

/// Which role may send what, as PROTOCOL.md's tables say it.
final class Permissions {
  private Permissions() {}

  static boolean mayTalk(Role role) {
    return switch (role) {
      case CUSTOMER, AGENT -> true;
      case OPERATOR -> false;
    };
  }

  static boolean mayDecide(Role role) {
    return role == Role.AGENT;
  }

  /// It is the customer's opinion that is asked for.
  static boolean mayRate(Role role) {
    return role == Role.CUSTOMER;
  }

  /// A token of the session's customer: their own, or to be handed on by the company's backend.
  static boolean mayHoldToken(Role role) {
    return switch (role) {
      case CUSTOMER, AGENT -> true;
      case OPERATOR -> false;
    };
  }

  static boolean mayRevoke(Role role) {
    return role != Role.CUSTOMER;
  }

  static boolean mayErase(Role role) {
    return role == Role.OPERATOR;
  }

  static boolean mayList(Role role) {
    return role != Role.CUSTOMER;
  }

  static boolean maySend(Role role, ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.Say _, ClientFrame.Typing _, ClientFrame.Interrupt _, ClientFrame.End _ ->
          mayTalk(role);
      case ClientFrame.Decide _ -> mayDecide(role);
      case ClientFrame.Rate _ -> mayRate(role);
      case ClientFrame.Renew _, ClientFrame.Ping _ -> true;
    };
  }
}
