package io.parley.core.access;

import io.parley.core.session.Role;
import io.parley.core.text.ConstantWord;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One kind of action. [#of] has the permissions of a session's roles, [ClientRole] and
/// [PlatformRole] those of an organisation's people and of the platform's staff.
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
  /// See an organisation: name, addresses, agents, settings.
  VIEW_ORGANISATION,
  /// See its people, their roles, invitations, and the staff with access to it.
  VIEW_PEOPLE,
  /// See its usage and costs.
  VIEW_USAGE,
  /// Read its audit trail.
  VIEW_AUDIT,
  /// Write agents (texts, prompts, models, look), languages and retention.
  CONFIGURE,
  /// Write tools, webhooks, numbers and trunks.
  CONNECT,
  /// Make and revoke API keys and service accounts, and store secrets for servers outside.
  MANAGE_KEYS,
  /// Set budgets and limits within the plan.
  SET_BUDGETS,
  /// Invite and remove people, and change their roles.
  MANAGE_PEOPLE,
  /// Write the organisation's custom roles.
  MANAGE_ROLES,
  /// Rename the organisation, and change its addresses and how its people sign in.
  MANAGE_ORGANISATION,
  /// End the access that platform staff has to the organisation.
  DISMISS_STAFF,
  /// Offer the ownership to another member.
  TRANSFER_OWNERSHIP,
  /// Have the organisation deleted, and cancel that.
  DELETE_ORGANISATION,
  /// Have people join and leave, and give them roles, as a company's directory says. No role has
  /// it: it is a scope of API keys alone, see [Principal#mayGive].
  PROVISION,
  /// Run the installation.
  OPERATE,
  /// List all organisations: name, state, staff. Nothing of their data.
  LIST_ORGANISATIONS,
  /// Make an organisation for a client, who claims it by a link.
  CREATE_ORGANISATION,
  /// Suspend an organisation and resume it.
  SUSPEND_ORGANISATION,
  /// Give platform roles to people.
  MANAGE_STAFF,
  /// Assign staff to any organisation.
  ASSIGN_STAFF,
  /// Hand one's own assignment to the next colleague.
  HAND_OVER,
  /// Invite a specialist to an organisation for a while.
  INVITE_SPECIALIST,
  /// Get access to the data of an organisation for a while, for a reason that it sees.
  ENTER;

  private static final Set<Permission> PLATFORM = EnumSet.range(OPERATE, ENTER);

  /// Acts of a customer that nobody does in its place.
  private static final Set<Permission> OF_CUSTOMERS = EnumSet.of(CONSENT, RATE, CALL);

  /// Acts of people. A key that made keys would outlive its own revocation.
  private static final Set<Permission> OF_PEOPLE =
      EnumSet.of(
          MANAGE_KEYS,
          MANAGE_PEOPLE,
          MANAGE_ROLES,
          MANAGE_ORGANISATION,
          DISMISS_STAFF,
          TRANSFER_OWNERSHIP,
          DELETE_ORGANISATION);

  private static final Set<Permission> EVERYWHERE = EnumSet.of(SUSPEND_ORGANISATION, ASSIGN_STAFF);

  private static final Set<Permission> WHILE_RESTRICTED =
      EnumSet.of(
          VIEW_ORGANISATION,
          VIEW_PEOPLE,
          VIEW_USAGE,
          VIEW_AUDIT,
          DISMISS_STAFF,
          TRANSFER_OWNERSHIP,
          DELETE_ORGANISATION);

  /// In small letters with hyphens: `manage-people`. For stores and protocols; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  public static Optional<Permission> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /// Whether it belongs to the platform's staff alone: no role of an organisation has it.
  public boolean isOfPlatform() {
    return PLATFORM.contains(this);
  }

  /// Whether staff that has it on the platform has it in every organisation, assigned or not.
  public boolean reachesEveryOrganisation() {
    return EVERYWHERE.contains(this);
  }

  /// Whether people of an organisation keep it while that is suspended, or waits for its deletion.
  public boolean lastsWhileRestricted() {
    return WHILE_RESTRICTED.contains(this);
  }

  /// All that an organisation's roles may have: neither the platform's, nor acts of a customer that
  /// nobody does in its place, nor a directory's.
  public static Set<Permission> ofOrganisations() {
    var all = EnumSet.complementOf(EnumSet.copyOf(PLATFORM));
    all.removeAll(OF_CUSTOMERS);
    all.remove(PROVISION);
    return all;
  }

  /// All that an API key may have: those of an organisation that need no person, and a directory's.
  public static Set<Permission> ofKeys() {
    var all = ofOrganisations();
    all.removeAll(OF_PEOPLE);
    all.add(PROVISION);
    return all;
  }

  /// The permissions of a role in sessions.
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
