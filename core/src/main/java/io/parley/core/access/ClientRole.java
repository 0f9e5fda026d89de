package io.parley.core.access;

import static io.parley.core.access.Permission.*;

import io.parley.core.session.Role;
import io.parley.core.text.ConstantWord;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A role of people in their own organisation. A person may have several.
public enum ClientRole {
  /// May do all that concerns the organisation. There is always one.
  OWNER,
  /// All but giving the organisation away and deleting it.
  ADMIN,
  /// Writes agents and knowledge.
  CONFIG_MANAGER,
  /// Connects the organisation's systems.
  DEVELOPER,
  /// Talks to customers: a session's role `AGENT`, and a look at the organisation.
  MEMBER,
  /// Reads.
  VIEWER;

  public Set<Permission> permissions() {
    return switch (this) {
      case OWNER -> ofOrganisations();
      case ADMIN -> {
        var all = ofOrganisations();
        all.removeAll(EnumSet.of(TRANSFER_OWNERSHIP, DELETE_ORGANISATION));
        yield all;
      }
      case CONFIG_MANAGER ->
          EnumSet.of(
              START,
              READ,
              OVERSEE,
              CURATE,
              VIEW_ORGANISATION,
              VIEW_PEOPLE,
              VIEW_USAGE,
              CONFIGURE,
              SET_BUDGETS);
      case DEVELOPER ->
          EnumSet.of(
              START,
              NAME_CUSTOMER,
              READ,
              RESOLVE,
              REVOKE_TOKENS,
              OVERSEE,
              VIEW_ORGANISATION,
              VIEW_PEOPLE,
              VIEW_USAGE,
              CONFIGURE,
              CONNECT,
              MANAGE_KEYS);
      case MEMBER -> {
        var all = Permission.of(Role.AGENT);
        all.addAll(EnumSet.of(VIEW_ORGANISATION, VIEW_PEOPLE));
        yield all;
      }
      case VIEWER -> EnumSet.of(READ, OVERSEE, VIEW_ORGANISATION, VIEW_PEOPLE, VIEW_USAGE);
    };
  }

  /// In small letters with hyphens: `config-manager`. For stores and protocols; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  public static Optional<ClientRole> of(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
