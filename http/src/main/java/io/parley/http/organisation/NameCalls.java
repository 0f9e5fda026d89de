package io.parley.http.organisation;

import io.parley.core.access.Permission;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.DomainChallenge;
import io.parley.core.organisation.DomainHold;
import io.parley.core.organisation.NameCommand;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.Slug;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Slugs and domains of the caller's organisation.
final class NameCalls {
  private static final String SLUG = OrganisationCalls.PATH + "/slugs/{slug}";
  private static final String DOMAIN = OrganisationCalls.PATH + "/domains/{domain}";
  private static final int CHALLENGE_BYTES = 16;

  /// Servers of the domain name system are asked several times.
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

  private final Callers callers;
  private final OrganisationStores stores;
  private final SecureRandom random;

  NameCalls(Callers callers, OrganisationStores stores, SecureRandom random) {
    this.callers = callers;
    this.stores = stores;
    this.random = random;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put(SLUG, this::takeSlug),
        Endpoint.delete(SLUG, this::releaseSlug),
        Endpoint.put(DOMAIN, this::claimDomain),
        Endpoint.delete(DOMAIN, this::removeDomain),
        Endpoint.post(DOMAIN + "/verification", this::verifyDomain));
  }

  private CompletionStage<HttpResponse> takeSlug(Call call) {
    var author = callers.author(call);
    var slug =
        slug(call)
            .orElseThrow(
                () ->
                    new Malformed(
                        "no slug (expected: 3 to 40 small letters, digits and single hyphens, a"
                            + " letter first, no hyphen last)"));
    return stores
        .organisations()
        .apply(author.organisation(), new NameCommand.TakeSlug(slug), author.act())
        .thenApply(Outcomes::settled);
  }

  private CompletionStage<HttpResponse> releaseSlug(Call call) {
    var author = callers.author(call);
    var slug = slug(call).orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_NAME));
    return stores
        .organisations()
        .apply(author.organisation(), new NameCommand.ReleaseSlug(slug), author.act())
        .thenApply(outcome -> Outcomes.done(outcome, OrganisationRefusal.UNKNOWN_NAME));
  }

  private static Optional<Slug> slug(Call call) {
    return Optional.of(call.value("slug")).filter(Slug::isValid).map(Slug::new);
  }

  /// Its record is the same however often it is claimed.
  private CompletionStage<HttpResponse> claimDomain(Call call) {
    var author = callers.author(call);
    var domain =
        CustomDomain.of(call.decoded("domain"))
            .orElseThrow(() -> new Malformed("no domain (expected: such as chat.shop.example)"));
    var value = new byte[CHALLENGE_BYTES];
    random.nextBytes(value);
    var challenge = new DomainChallenge(domain, HexFormat.of().formatHex(value));
    return stores
        .organisations()
        .apply(author.organisation(), new NameCommand.ClaimDomain(challenge), author.act())
        .thenCompose(
            outcome -> {
              Outcomes.settled(outcome);
              return hold(author.organisation(), domain);
            })
        .thenApply(hold -> Replies.json(200, Views.domain(hold)));
  }

  private CompletionStage<DomainHold> hold(OrganisationId id, CustomDomain domain) {
    return stores
        .directory()
        .names(id)
        .thenApply(
            names ->
                names
                    .domain(domain)
                    .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_NAME)));
  }

  private CompletionStage<HttpResponse> removeDomain(Call call) {
    var author = callers.author(call);
    return stores
        .organisations()
        .apply(author.organisation(), new NameCommand.RemoveDomain(knownDomain(call)), author.act())
        .thenApply(outcome -> Outcomes.done(outcome, OrganisationRefusal.UNKNOWN_NAME));
  }

  /// Name servers are asked for those alone that may verify.
  private CompletionStage<HttpResponse> verifyDomain(Call call) {
    var author = callers.author(call);
    var id = callers.viewer(call, Permission.MANAGE_ORGANISATION).organisation();
    var domain = knownDomain(call);
    call.answerWithin(ANSWER_WITHIN);
    return hold(id, domain)
        .thenCompose(
            hold ->
                stores
                    .records()
                    .find(hold.challenge().recordName())
                    .exceptionally(
                        _ -> {
                          throw unanswered();
                        }))
        .thenCompose(
            found ->
                stores
                    .organisations()
                    .apply(id, new NameCommand.VerifyDomain(domain, found), author.act()))
        .thenCompose(outcome -> verified(outcome, id, domain));
  }

  private static ProblemException unanswered() {
    return new ProblemException(
        ProblemDetail.later(
            ProblemType.NAME_SERVERS_UNAVAILABLE,
            "no name server answered (expected: the domain's TXT records, or that there are none)",
            Problems.retryAfter()));
  }

  private CompletionStage<HttpResponse> verified(
      Outcome outcome, OrganisationId id, CustomDomain domain) {
    Outcomes.settled(outcome, OrganisationRefusal.UNKNOWN_NAME);
    return hold(id, domain).thenApply(hold -> Replies.json(200, Views.domain(hold)));
  }

  private static CustomDomain knownDomain(Call call) {
    return CustomDomain.of(call.decoded("domain"))
        .orElseThrow(() -> Outcomes.missing(OrganisationRefusal.UNKNOWN_NAME));
  }
}
