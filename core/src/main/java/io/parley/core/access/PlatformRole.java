package io.parley.core.access;

import static io.parley.core.access.Permission.*;

import io.parley.core.text.ConstantWord;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A role of the platform's staff. It has three sets of permissions: on the platform as a whole, in
/// an organisation that the person is assigned to, and in that organisation's data while the person
/// has access to them ([StaffAccess]).
public enum PlatformRole {
  /// Runs the installation.
  OPERATOR,
  /// Wins clients, and makes organisations for them.
  SALES_AGENT,
  /// Sets a new client up.
  ONBOARDING_SPECIALIST,
  /// Finds the cause of a client's problem; invited.
  SUPPORT_SPECIALIST,
  /// Looks after a client for good.
  SUCCESS_MANAGER,
  /// Advises on plans and prices; invited.
  SALES_SPECIALIST;

  /// Without any assignment.
  public Set<Permission> onPlatform() {
    return switch (this) {
      case OPERATOR ->
          EnumSet.of(
              OPERATE,
              LIST_ORGANISATIONS,
              CREATE_ORGANISATION,
              SUSPEND_ORGANISATION,
              MANAGE_STAFF,
              ASSIGN_STAFF);
      case SALES_AGENT -> EnumSet.of(CREATE_ORGANISATION);
      case ONBOARDING_SPECIALIST, SUPPORT_SPECIALIST, SUCCESS_MANAGER, SALES_SPECIALIST ->
          EnumSet.noneOf(Permission.class);
    };
  }

  /// In each organisation that the person is assigned to in this role.
  public Set<Permission> whereAssigned() {
    return switch (this) {
      case OPERATOR ->
          EnumSet.of(
              VIEW_ORGANISATION,
              VIEW_PEOPLE,
              VIEW_USAGE,
              VIEW_AUDIT,
              CREATE_ORGANISATION,
              INVITE_SPECIALIST,
              ENTER);
      case SALES_AGENT ->
          EnumSet.of(
              VIEW_ORGANISATION, VIEW_USAGE, CREATE_ORGANISATION, HAND_OVER, INVITE_SPECIALIST);
      case ONBOARDING_SPECIALIST, SUCCESS_MANAGER ->
          EnumSet.of(
              VIEW_ORGANISATION, VIEW_PEOPLE, VIEW_USAGE, HAND_OVER, INVITE_SPECIALIST, ENTER);
      case SUPPORT_SPECIALIST -> EnumSet.of(VIEW_ORGANISATION, VIEW_PEOPLE, ENTER);
      case SALES_SPECIALIST -> EnumSet.of(VIEW_ORGANISATION, VIEW_USAGE);
    };
  }

  /// More of them, while access is open.
  public Set<Permission> withAccess() {
    return switch (this) {
      case OPERATOR -> EnumSet.of(READ, RESOLVE, REVOKE_TOKENS, ERASE, OVERSEE, CONFIGURE, CONNECT);
      case ONBOARDING_SPECIALIST -> EnumSet.of(START, READ, OVERSEE, CURATE, CONFIGURE, CONNECT);
      case SUPPORT_SPECIALIST -> EnumSet.of(READ, RESOLVE, OVERSEE, VIEW_USAGE, VIEW_AUDIT);
      case SUCCESS_MANAGER -> EnumSet.of(READ, OVERSEE);
      case SALES_AGENT, SALES_SPECIALIST -> EnumSet.noneOf(Permission.class);
    };
  }

  /// Whether the role is invited for a while, and leads no stage.
  public boolean isInvited() {
    return this == SUPPORT_SPECIALIST || this == SALES_SPECIALIST;
  }

  /// In small letters with hyphens: `sales-agent`. For stores and protocols; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  public static Optional<PlatformRole> of(String word) {
    return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
