package io.parley.core.access;

import io.parley.core.party.Party;
import io.parley.core.person.PersonId;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.Set;

/// The sender of a request, whatever the protocol, with its permissions.
///
/// @param tenant the tenant of the customer or staff; no data of another tenant is reachable
/// @param permissions all that the subject may do
public record Principal(TenantId tenant, Subject subject, Set<Permission> permissions) {
  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /// The holder of a credential for one session, such as a customer's token.
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

  /// An anonymous sender, without a credential.
  public static Principal visitor(TenantId tenant) {
    return new Principal(tenant, new Subject.Visitor(), Set.of(Permission.START));
  }

  /// A sender without a credential for a session, who proved to be a customer of the company.
  public static Principal provedCustomer(TenantId tenant) {
    return new Principal(
        tenant, new Subject.Visitor(), Set.of(Permission.START, Permission.NAME_CUSTOMER));
  }

  /// A person with an account, see [Standing].
  static Principal account(TenantId tenant, PersonId person, Set<Permission> permissions) {
    return new Principal(tenant, new Subject.Account(person, role(permissions)), permissions);
  }

  /// A program of an organisation, with an API key.
  ///
  /// @param key the id of the key, which is no secret
  /// @param scopes of the key; those that no key may have grant nothing
  public static Principal program(TenantId tenant, String key, Set<Permission> scopes) {
    var permissions = Permission.ofKeys();
    permissions.retainAll(scopes);
    return new Principal(tenant, new Subject.Program(key, role(permissions)), permissions);
  }

  /// Agents talk to customers; all others look on, as operators do.
  private static Role role(Set<Permission> permissions) {
    return permissions.contains(Permission.TALK) ? Role.AGENT : Role.OPERATOR;
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /// Whether the subject may give this permission to an API key. It has the permission itself;
  /// `PROVISION` is given by people who could do by hand all that a directory does, which reaches
  /// as far as an admin: otherwise its holder would become one by it.
  public boolean mayGive(Permission scope) {
    return bears(permissions, scope);
  }

  /// Whether an owner with these permissions bears a key with this scope, see [#mayGive].
  public static boolean bears(Set<Permission> owners, Permission scope) {
    return scope == Permission.PROVISION
        ? owners.containsAll(ClientRole.ADMIN.permissions())
        : owners.contains(scope);
  }

  /// Whether the subject may access this session, if it exists.
  public boolean reaches(SessionKey session) {
    return switch (subject) {
      case Subject.Visitor _ -> false;
      case Subject.Customer(var own) -> own.equals(session);
      case Subject.Staff _, Subject.Account _, Subject.Program _ -> tenant.equals(session.tenant());
    };
  }

  public boolean isStaff() {
    return switch (subject) {
      case Subject.Staff _, Subject.Account _, Subject.Program _ -> true;
      case Subject.Visitor _, Subject.Customer _ -> false;
    };
  }

  /// The role in which the subject reads sessions; a visitor sees no more than a customer.
  public Role role() {
    return switch (subject) {
      case Subject.Visitor _, Subject.Customer _ -> Role.CUSTOMER;
      case Subject.Staff(var role) -> role;
      case Subject.Account(_, var role) -> role;
      case Subject.Program(_, var role) -> role;
    };
  }

  /// The party as which the subject speaks in a session.
  public Party party() {
    return role().party();
  }
}
