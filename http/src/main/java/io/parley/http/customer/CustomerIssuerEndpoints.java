package io.parley.http.customer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.audit.Act;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.identity.CustomerBackends.Backend;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.identity.customer.RegisteredBackends;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/organisation/customer-issuers`: people with the permission `manage-keys`, and the shared
/// operator token, register the backends whose tokens name the organisation's customers. No answer
/// holds a shared key.
public final class CustomerIssuerEndpoints {
  private static final String ALL = "/v1/organisation/customer-issuers";
  private static final String ONE = "/v1/organisation/customer-issuers/{name}";

  private final Guard guard;
  private final CustomerBackends backends;
  private final Refusal refusal;

  private CustomerIssuerEndpoints(Edge edge, CustomerBackends backends, Refusal refusal) {
    this.guard = new Guard(edge);
    this.backends = backends;
    this.refusal = refusal;
  }

  /// The reason why nothing is fetched from an address for an organisation; empty if there is none.
  @FunctionalInterface
  public interface Refusal {
    Optional<String> of(TenantId tenant, URI address);
  }

  /// All calls.
  public static List<Endpoint> of(Edge edge, CustomerBackends backends, Refusal refusal) {
    var calls = new CustomerIssuerEndpoints(edge, backends, refusal);
    return List.of(
        Endpoint.get(ALL, calls::list),
        Endpoint.put(ONE, calls::put),
        Endpoint.delete(ONE, calls::remove));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var organisation = organisation(keeper(call));
    return backends
        .list(organisation.tenant())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var listed = json.putArray("issuers");
              all.forEach(backend -> listed.add(view(backend)));
              json.put("audience", RegisteredBackends.audience(organisation));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var keeper = keeper(call);
    // nobody lets others do more than they may do themselves
    Guard.require(Permission.NAME_CUSTOMER, keeper);
    var act = guard.act(call, keeper);
    var organisation = organisation(keeper);
    var name = call.value("name");
    if (!Backend.isName(name))
      throw new Malformed("name of another form (expected: [a-z0-9-]{1,32})");
    return call.json()
        .thenApply(fields -> IssuerBody.read(fields, name, organisation))
        .thenCompose(body -> store(organisation.tenant(), body, act))
        .thenApply(
            stored -> {
              require(stored);
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private CompletionStage<CustomerBackends.Stored> store(
      TenantId tenant, IssuerBody body, Act act) {
    if (body.keys().orElse(null) instanceof CustomerBackends.Published(var address))
      refusal
          .of(tenant, address)
          .ifPresent(
              reason -> {
                throw new Malformed("jwks: " + reason);
              });
    return backends.put(tenant, body.backend(), body.keys(), act);
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var keeper = keeper(call);
    return backends
        .remove(organisation(keeper).tenant(), call.value("name"), guard.act(call, keeper))
        .thenApply(
            was -> {
              if (!was)
                throw new ProblemException(
                    ProblemDetail.of(ProblemType.NOT_FOUND, "there is no issuer of this name"));
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private Principal keeper(Call call) {
    return guard.keeper(call, Permission.MANAGE_KEYS);
  }

  private static OrganisationId organisation(Principal keeper) {
    return OrganisationId.of(keeper.tenant())
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemDetail.of(
                        ProblemType.NOT_ALLOWED,
                        "signed in to the platform (expected: a sign-in to an organisation)")));
  }

  private static void require(CustomerBackends.Stored stored) {
    switch (stored) {
      case DONE -> {}
      case LOCKED -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
      case NO_KEYS ->
          throw new Malformed("there are no keys (expected: one of jwks, verifiers and sharedKey)");
      case TAKEN ->
          throw new Malformed("another issuer has this issuer and audience (expected: each once)");
      case FULL ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d issuers (expected: fewer; remove one)"
                      .formatted(CustomerBackends.COUNT_MAX)));
    }
  }

  /// All but a shared key.
  private static ObjectNode view(Backend backend) {
    var json =
        JsonText.object()
            .put("name", backend.name())
            .put("issuer", backend.issuer())
            .put("audience", backend.audience());
    switch (backend.keys()) {
      case CustomerBackends.Published(var address) -> json.put("jwks", address.toString());
      case CustomerBackends.Public(var texts) -> {
        var verifiers = json.putArray("verifiers");
        texts.forEach(text -> verifiers.add(text));
      }
      case CustomerBackends.Shared _ -> json.put("hasSharedKey", true);
    }
    var claims = json.putObject("claims");
    claims.put("customer", backend.claims().customer());
    backend.claims().name().ifPresent(claim -> claims.put("name", claim));
    backend.claims().language().ifPresent(claim -> claims.put("language", claim));
    var metadata = claims.putObject("metadata");
    new TreeMap<>(backend.claims().metadata()).forEach((name, claim) -> metadata.put(name, claim));
    return json;
  }
}
