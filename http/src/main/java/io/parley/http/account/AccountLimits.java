package io.parley.http.account;

import io.parley.core.limit.Limit;
import io.parley.core.limit.RemoteAddress;
import io.parley.core.limit.VisitorLimit;
import io.parley.http.session.Edge;
import io.parley.sessions.entry.VisitorCounts;

/// Slows floods from one address, from one block of addresses, and of mails in all. Guesses at one
/// account, and mails to one person, are counted by the services. Thread safe.
final class AccountLimits {
  private final Edge edge;
  private final VisitorCounts mails;
  private final VisitorCounts requests;

  AccountLimits(AccountSettings settings, Edge edge) {
    this.edge = edge;
    this.mails =
        new VisitorCounts(settings.mails(), settings.addressesMax(), edge.sessions()::nodes);
    this.requests =
        new VisitorCounts(settings.requests(), settings.addressesMax(), edge.sessions()::nodes);
  }

  /// Counts a request that may send a mail.
  ///
  /// @throws ProblemException 429
  void mail(RemoteAddress from) {
    take(mails, from, Limit.ACCOUNT_MAILS, "account-mails");
  }

  /// Counts any other request of a stranger.
  ///
  /// @throws ProblemException 429
  void request(RemoteAddress from) {
    take(requests, from, Limit.ACCOUNT_REQUESTS, "account-requests");
  }

  private void take(VisitorCounts counts, RemoteAddress from, Limit limit, String policy) {
    if (counts.take(from, 1, edge.clock().instant()) instanceof VisitorLimit.Refused refused)
      throw edge.limited(limit, policy, counts.window(), refused);
  }
}
