package io.parley.core.access;

import io.parley.core.setting.Expect;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The roles of one person in one organisation.
///
/// @param builtIn roles that every organisation has
/// @param custom roles of this organisation, by name; together at least 1 and at most 10
public record RoleSet(Set<ClientRole> builtIn, Set<RoleName> custom) {
  /// The most roles of one person.
  public static final int COUNT_MAX = 10;

  public RoleSet {
    builtIn = Set.copyOf(builtIn);
    custom = Set.copyOf(custom);
    Expect.between("roles of a person", builtIn.size() + custom.size(), 1, COUNT_MAX);
  }

  public static RoleSet of(ClientRole role) {
    return new RoleSet(Set.of(role), Set.of());
  }

  public boolean isOwner() {
    return builtIn.contains(ClientRole.OWNER);
  }

  /// Whether all of the other's roles are among these.
  public boolean has(RoleSet other) {
    return builtIn.containsAll(other.builtIn) && custom.containsAll(other.custom);
  }

  /// These roles and the other's; empty for more than a person may have.
  public Optional<RoleSet> with(RoleSet other) {
    var allBuiltIn = new HashSet<ClientRole>(builtIn);
    allBuiltIn.addAll(other.builtIn);
    var allCustom = new HashSet<RoleName>(custom);
    allCustom.addAll(other.custom);
    return allBuiltIn.size() + allCustom.size() > COUNT_MAX
        ? Optional.empty()
        : Optional.of(new RoleSet(allBuiltIn, allCustom));
  }

  /// These roles but the other's; empty if none is left.
  public Optional<RoleSet> without(RoleSet other) {
    var restBuiltIn = new HashSet<ClientRole>(builtIn);
    restBuiltIn.removeAll(other.builtIn);
    var restCustom = new HashSet<RoleName>(custom);
    restCustom.removeAll(other.custom);
    return restBuiltIn.isEmpty() && restCustom.isEmpty()
        ? Optional.empty()
        : Optional.of(new RoleSet(restBuiltIn, restCustom));
  }

  /// The owner's successor in another role: without `OWNER`, with `ADMIN`.
  public RoleSet demoted() {
    var roles = EnumSet.of(ClientRole.ADMIN);
    builtIn.stream().filter(role -> role != ClientRole.OWNER).forEach(roles::add);
    return new RoleSet(roles, bounded(roles.size()));
  }

  /// Also an owner.
  public RoleSet promoted() {
    var roles = EnumSet.of(ClientRole.OWNER);
    roles.addAll(builtIn);
    return new RoleSet(roles, bounded(roles.size()));
  }

  /// Custom roles that fit beside so many built-in ones, by name.
  private Set<RoleName> bounded(int builtInSize) {
    return new TreeSet<>(custom)
        .stream().limit(COUNT_MAX - builtInSize).collect(Collectors.toUnmodifiableSet());
  }

  /// All permissions of the roles together.
  ///
  /// @param known the organisation's custom roles; one that is not among them grants nothing
  public Set<Permission> permissions(Collection<CustomRole> known) {
    var all = EnumSet.noneOf(Permission.class);
    builtIn.forEach(role -> all.addAll(role.permissions()));
    known.stream()
        .filter(role -> custom.contains(role.name()))
        .forEach(role -> all.addAll(role.permissions()));
    return all;
  }

  /// The names of all roles, sorted, with commas: for the audit trail.
  public String text() {
    var names = new TreeSet<String>();
    builtIn.forEach(role -> names.add(role.word()));
    custom.forEach(role -> names.add(role.value()));
    return String.join(",", names);
  }
}
