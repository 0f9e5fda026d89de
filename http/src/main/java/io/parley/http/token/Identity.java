package io.parley.http.token;

import io.parley.core.session.Role;
import io.parley.core.session.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;

/// Whom a token stands for.
public sealed interface Identity {
  Role role();

  /// Whether the token opens this session, if it is there.
  boolean opens(SessionKey session);

  TenantId tenant();

  /// The customer of one session.
  ///
  /// @param expiresAt when the token runs out
  /// @param since when the first token was made of which it is a renewal
  record Customer(SessionKey session, Instant expiresAt, Instant since) implements Identity {
    @Override
    public Role role() {
      return Role.CUSTOMER;
    }

    @Override
    public boolean opens(SessionKey other) {
      return session.equals(other);
    }

    @Override
    public TenantId tenant() {
      return session.tenant();
    }
  }

  /// Somebody of the company: a human agent or an operator.
  record Staff(Role role, TenantId tenant) implements Identity {
    @Override
    public boolean opens(SessionKey session) {
      return tenant.equals(session.tenant());
    }
  }
}
