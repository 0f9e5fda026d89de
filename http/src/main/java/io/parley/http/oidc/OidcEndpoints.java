package io.parley.http.oidc;

import io.parley.core.identity.OidcConnections;
import io.parley.core.person.PersonId;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.account.BrowserSignIns;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.account.Place;
import io.parley.identity.account.SignInOutcome;
import io.parley.identity.oidc.ProviderSignIns;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/// The endpoints of sign-in at providers.
public final class OidcEndpoints {
  private OidcEndpoints() {}

  /// Opens the sign-in of a member who was proved elsewhere, for one organisation alone: it must
  /// not be exchanged for another one's, since a provider speaks for its own organisation.
  @FunctionalInterface
  public interface Granting {
    CompletionStage<SignInOutcome> granted(
        PersonId person, OrganisationId organisation, Place place, Instant now);
  }

  /// The endpoints' collaborators beside the rules.
  ///
  /// @param browsers cookies, and limits of strangers' requests
  /// @param address under which browsers and providers know this installation
  /// @param pages paths of our pages to which a sign-in may lead; no other one is sent to
  /// @param page to which it leads if none of them is named; one of them
  public record Setup(
      BrowserSignIns browsers, PublicAddress address, Set<String> pages, String page) {
    public Setup {
      pages = Set.copyOf(pages);
      if (!pages.contains(page))
        throw new IllegalArgumentException("page: %s (expected: one of the pages)".formatted(page));
    }
  }

  /// All calls.
  public static List<Endpoint> of(
      Edge edge,
      ProviderSignIns signIns,
      OidcConnections connections,
      Granting granting,
      Setup setup) {
    return Stream.of(
            new SignInCalls(edge, signIns, granting, setup).endpoints(),
            new ProviderCalls(edge, connections, setup.address()).endpoints())
        .flatMap(List::stream)
        .toList();
  }
}
