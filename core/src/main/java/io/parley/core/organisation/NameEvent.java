package io.parley.core.organisation;

import io.parley.core.audit.Change;
import java.util.Map;

/// Changes of an organisation's slugs and domains.
public sealed interface NameEvent extends OrganisationEvent {

  record SlugTaken(Slug slug) implements NameEvent {}

  record SlugReleased(Slug slug) implements NameEvent {}

  record DomainClaimed(DomainChallenge challenge) implements NameEvent {}

  record DomainVerified(CustomDomain domain) implements NameEvent {}

  record DomainRemoved(CustomDomain domain, boolean wasVerified) implements NameEvent {}

  @Override
  default Change change() {
    return switch (this) {
      case SlugTaken(var slug) -> Change.made("slug-taken", "slug:" + slug, Map.of());
      case SlugReleased(var slug) -> Change.gone("slug-released", "slug:" + slug, Map.of());
      case DomainClaimed(var challenge) ->
          Change.made(
              "domain-claimed",
              "domain:" + challenge.domain(),
              Map.of("challenge", challenge.value()));
      case DomainVerified(var domain) ->
          Change.of(
              "domain-verified",
              "domain:" + domain,
              Map.of("verified", "false"),
              Map.of("verified", "true"));
      case DomainRemoved(var domain, boolean wasVerified) ->
          Change.gone(
              "domain-removed",
              "domain:" + domain,
              Map.of("verified", Boolean.toString(wasVerified)));
    };
  }
}
