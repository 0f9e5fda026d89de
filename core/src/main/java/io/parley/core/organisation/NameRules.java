package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationDecision.accept;
import static io.parley.core.organisation.OrganisationDecision.refuse;
import static io.parley.core.organisation.OrganisationRefusal.*;

import io.parley.core.access.Service;
import io.parley.core.audit.Act;
import java.time.Instant;

/// Rules for slugs and domains. They know the organisation's own names alone: that no other one has
/// a name, the store finds out when it writes, and refuses with `UNAVAILABLE`.
public final class NameRules {
  private NameRules() {}

  public static OrganisationDecision decide(
      Organisation organisation, Names names, NameCommand command, Act act) {
    if (organisation.lifecycle().service() == Service.CLOSED) return refuse(WRONG_STATE);
    return switch (command) {
      case NameCommand.TakeSlug(var slug) -> taken(names, slug);
      case NameCommand.ReleaseSlug(var slug) -> released(names, slug, act.at());
      case NameCommand.ClaimDomain(var challenge) -> claimed(names, challenge);
      case NameCommand.VerifyDomain verify -> verified(names, verify);
      case NameCommand.RemoveDomain(var domain) ->
          names
              .domain(domain)
              .map(hold -> hold.verifiedAt().isPresent())
              .map(wasVerified -> accept(new NameEvent.DomainRemoved(domain, wasVerified)))
              .orElseGet(() -> refuse(UNKNOWN_NAME));
    };
  }

  private static OrganisationDecision taken(Names names, Slug slug) {
    if (slug.isReserved()) return refuse(RESERVED);
    if (names.slug(slug).filter(SlugHold::isInUse).isPresent()) return refuse(UNCHANGED);
    if (names.slugsInUse() >= Slug.COUNT_MAX) return refuse(LIMIT);
    return accept(new NameEvent.SlugTaken(slug));
  }

  private static OrganisationDecision released(Names names, Slug slug, Instant at) {
    if (names.slug(slug).filter(SlugHold::isInUse).isEmpty()) return refuse(UNKNOWN_NAME);
    if (names.slugsInUse() == 1) return refuse(LAST_SLUG);
    if (names.slugsHeld(at) >= Slug.HELD_MAX) return refuse(SLUGS_HELD);
    return accept(new NameEvent.SlugReleased(slug));
  }

  private static OrganisationDecision claimed(Names names, DomainChallenge challenge) {
    if (names.domain(challenge.domain()).isPresent()) return refuse(UNCHANGED);
    if (names.domains().size() >= CustomDomain.COUNT_MAX) return refuse(LIMIT);
    return accept(new NameEvent.DomainClaimed(challenge));
  }

  private static OrganisationDecision verified(Names names, NameCommand.VerifyDomain command) {
    var hold = names.domain(command.domain());
    if (hold.isEmpty()) return refuse(UNKNOWN_NAME);
    if (hold.get().verifiedAt().isPresent()) return refuse(UNCHANGED);
    if (!hold.get().challenge().isMetBy(command.found())) return refuse(NOT_PROVED);
    return accept(new NameEvent.DomainVerified(command.domain()));
  }
}
