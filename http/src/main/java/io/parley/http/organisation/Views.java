package io.parley.http.organisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Assignment;
import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleName;
import io.parley.core.access.RoleSet;
import io.parley.core.access.StaffAccess;
import io.parley.core.organisation.DomainHold;
import io.parley.core.organisation.Erasure;
import io.parley.core.organisation.Invitation;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory.Listed;
import io.parley.core.organisation.OrganisationDirectory.Member;
import io.parley.core.organisation.OwnershipOffer;
import io.parley.core.organisation.Slug;
import io.parley.core.person.PersonId;
import io.parley.http.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Organisations and their people as JSON. No view holds a secret of a link, or its hash.
final class Views {
  private Views() {}

  /// Without slugs and domains.
  static ObjectNode organisation(Organisation organisation) {
    var json =
        JsonText.object()
            .put("id", organisation.id().toString())
            .put("name", organisation.name())
            .put("state", organisation.lifecycle().word())
            .put("since", JsonText.time(organisation.since()));
    organisation.lifecycle().suspension().ifPresent(reason -> json.put("suspension", reason));
    if (organisation.lifecycle() instanceof Lifecycle.Deleting(var dueAt, _))
      json.put("deletionAt", JsonText.time(dueAt));
    return json;
  }

  /// For the platform's staff. The address of a claim is not part of it.
  static ObjectNode listed(Listed listed) {
    var organisation = listed.organisation();
    var json = organisation(organisation);
    slugs(json, listed.slugs());
    switch (organisation.lifecycle()) {
      case Lifecycle.Unverified(var claim) ->
          json.put("claimExpiresAt", JsonText.time(claim.expiresAt()));
      case Lifecycle.Unclaimed(var claim) ->
          json.put("claimExpiresAt", JsonText.time(claim.expiresAt()));
      case Lifecycle.Expired _,
          Lifecycle.Active _,
          Lifecycle.Suspended _,
          Lifecycle.Deleting _,
          Lifecycle.Deleted _ -> {
        // nothing to claim
      }
    }
    listed.erasure().ifPresent(erasure -> json.set("erasure", erasure(erasure)));
    return json;
  }

  private static ObjectNode erasure(Erasure erasure) {
    var json =
        JsonText.object()
            .put("begunAt", JsonText.time(erasure.begunAt()))
            .put("rows", erasure.rows())
            .put("objects", erasure.objects());
    erasure.doneAt().ifPresent(at -> json.put("doneAt", JsonText.time(at)));
    return json;
  }

  static void slugs(ObjectNode json, List<Slug> slugs) {
    var array = json.putArray("slugs");
    slugs.stream().sorted().forEach(slug -> array.add(slug.value()));
  }

  /// With the record that proves it.
  static ObjectNode domain(DomainHold hold) {
    var json = JsonText.object().put("domain", hold.domain().value());
    json.putObject("record")
        .put("name", hold.challenge().recordName())
        .put("text", hold.challenge().recordText());
    hold.verifiedAt().ifPresent(at -> json.put("verifiedAt", JsonText.time(at)));
    return json;
  }

  static ObjectNode member(Member member) {
    var membership = member.membership();
    var json =
        JsonText.object()
            .put("id", membership.person().toString())
            .put("name", member.name())
            .put("email", member.address().text());
    roles(json, membership.roles());
    return json.put("since", JsonText.time(membership.since()));
  }

  static ObjectNode invitation(Invitation invitation, Instant now) {
    var json =
        JsonText.object()
            .put("id", invitation.id().toString())
            .put("email", invitation.address().text());
    roles(json, invitation.roles());
    invitation.by().ifPresent(person -> json.put("by", person.toString()));
    return json.put("expiresAt", JsonText.time(invitation.expiresAt()))
        .put("expired", invitation.isExpired(now));
  }

  private static void roles(ObjectNode json, RoleSet roles) {
    var builtIn = json.putArray("roles");
    roles.builtIn().stream().sorted().map(ClientRole::word).forEach(builtIn::add);
    var custom = json.putArray("customRoles");
    roles.custom().stream().sorted().map(RoleName::value).forEach(custom::add);
  }

  static ObjectNode offer(OwnershipOffer offer) {
    return JsonText.object()
        .put("from", offer.from().toString())
        .put("to", offer.to().toString())
        .put("expiresAt", JsonText.time(offer.expiresAt()));
  }

  /// @param names of staff, where known
  static ObjectNode assignment(Assignment assignment, Map<PersonId, String> names) {
    var json = JsonText.object().put("id", assignment.id().toString());
    staff(json, assignment.staff(), names);
    json.put("role", assignment.role().word());
    assignment.stage().ifPresent(stage -> json.put("stage", stage.word()));
    assignment.by().ifPresent(person -> json.put("by", person.toString()));
    json.put("since", JsonText.time(assignment.since()));
    assignment.until().ifPresent(until -> json.put("until", JsonText.time(until)));
    return json;
  }

  /// @param names of staff, where known
  static ObjectNode access(StaffAccess access, Map<PersonId, String> names) {
    var json = JsonText.object().put("id", access.id().toString());
    staff(json, access.staff(), names);
    return json.put("reason", access.reason())
        .put("since", JsonText.time(access.since()))
        .put("until", JsonText.time(access.until()));
  }

  private static void staff(ObjectNode json, PersonId person, Map<PersonId, String> names) {
    var staff = json.putObject("staff").put("id", person.toString());
    var name = names.get(person);
    if (name != null) staff.put("name", name);
  }
}
