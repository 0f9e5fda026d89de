package io.parley.core.access;

import io.parley.core.party.Party;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.Set;

/// Somebody who asks for something, whichever protocol they speak.
///
/// @param tenant whose customer or staff it is; nothing of another tenant is reached
/// @param permissions all that the subject may do
public record Principal(TenantId tenant, Subject subject, Set<Permission> permissions) {
  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /// The holder of something that opens one session, such as a customer's token.
  public static Principal customer(SessionKey session) {
    return new Principal(
        session.tenant(), new Subject.Customer(session), Permission.of(Role.CUSTOMER));
  }

  /// A human agent or an operator, or the company's own backend.
  ///
  /// @param role not `CUSTOMER`
  public static Principal staff(TenantId tenant, Role role) {
    return new Principal(tenant, new Subject.Staff(role), Permission.of(role));
  }

  /// Anybody, who has shown nothing.
  public static Principal visitor(TenantId tenant) {
    return new Principal(tenant, new Subject.Visitor(), Set.of(Permission.START));
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /// Whether the subject has to do with this session, if it is there.
  public boolean reaches(SessionKey session) {
    return switch (subject) {
      case Subject.Visitor _ -> false;
      case Subject.Customer(var own) -> own.equals(session);
      case Subject.Staff _ -> tenant.equals(session.tenant());
    };
  }

  public boolean isStaff() {
    return subject instanceof Subject.Staff;
  }

  /// As what the subject reads sessions; a visitor sees no more than a customer would.
  public Role role() {
    return switch (subject) {
      case Subject.Visitor _, Subject.Customer _ -> Role.CUSTOMER;
      case Subject.Staff(var role) -> role;
    };
  }

  /// As whom the subject speaks in a session.
  public Party party() {
    return role().party();
  }
}
