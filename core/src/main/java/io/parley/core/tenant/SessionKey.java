package io.parley.core.tenant;

/// The key of a session: tenant first, so that no look-up can cross tenants. Its text form
/// `tenant:session` is the entity id in the cluster and, behind `Session|`, the persistence id in
/// the journal.
public record SessionKey(TenantId tenant, SessionId session) {

  /// @throws IllegalArgumentException when `text` is not `tenant:session`
  public static SessionKey parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0)
      throw new IllegalArgumentException("session key without a colon (expected: tenant:session)");
    return new SessionKey(
        new TenantId(text.substring(0, colon)), new SessionId(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return tenant.value() + ":" + session.value();
  }
}
