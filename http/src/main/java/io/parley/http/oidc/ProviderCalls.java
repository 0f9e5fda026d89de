package io.parley.http.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.ClientRole;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.audit.Act;
import io.parley.core.audit.Actor;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnectionId;
import io.parley.core.identity.OidcConnections;
import io.parley.core.organisation.CustomDomain;
import io.parley.core.tenant.OrganisationId;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.http.tool.PublicAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/organisation/sign-in-providers`: people with the permission `manage-organisation`, and the
/// shared operator token, keep the providers by which their organisation's people sign in. No
/// answer holds the secret of a client.
final class ProviderCalls {
  private static final String ALL = "/v1/organisation/sign-in-providers";
  private static final String ONE = ALL + "/{id}";

  private final Edge edge;
  private final Guard guard;
  private final OidcConnections connections;
  private final PublicAddress address;

  ProviderCalls(Edge edge, OidcConnections connections, PublicAddress address) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.connections = connections;
    this.address = address;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(ALL, this::list),
        Endpoint.post(ALL, this::create),
        Endpoint.put(ONE, this::replace),
        Endpoint.delete(ONE, this::delete));
  }

  /// @param own permissions in the organisation
  private record Keeper(OrganisationId organisation, Set<Permission> own, Act act) {}

  private CompletionStage<HttpResponse> list(Call call) {
    var keeper = keeper(call);
    var base = Callbacks.base(address, call);
    return connections
        .list(keeper.organisation())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var listed = json.putArray("providers");
              all.forEach(each -> listed.add(view(each, base)));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> create(Call call) {
    var keeper = keeper(call);
    var base = Callbacks.base(address, call);
    var id = new OidcConnectionId(UUID.randomUUID());
    return call.json()
        .thenCompose(
            fields -> {
              var wanted = wanted(ProviderBody.read(fields), keeper, id);
              return connections
                  .create(wanted, ProviderBody.secret(fields), keeper.act())
                  .thenApply(
                      stored -> {
                        require(stored);
                        return Replies.json(201, view(wanted, base))
                            .addHeader(Replies.header("Location", ALL + "/" + id));
                      });
            });
  }

  private CompletionStage<HttpResponse> replace(Call call) {
    var keeper = keeper(call);
    var base = Callbacks.base(address, call);
    var id = id(call);
    return call.json()
        .thenCompose(
            fields -> {
              var wanted = wanted(ProviderBody.read(fields), keeper, id);
              return connections
                  .replace(wanted, ProviderBody.optionalSecret(fields), keeper.act())
                  .thenApply(
                      stored -> {
                        require(stored);
                        return Replies.json(200, view(wanted, base));
                      });
            });
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var keeper = keeper(call);
    return connections
        .delete(keeper.organisation(), id(call), keeper.act())
        .thenApply(
            was -> {
              if (!was) throw missing();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private Keeper keeper(Call call) {
    var sender = guard.keeper(call, Permission.MANAGE_ORGANISATION);
    var organisation =
        OrganisationId.of(sender.tenant())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemDetail.of(
                            ProblemType.NOT_ALLOWED,
                            "signed in to the platform (expected: a sign-in to an"
                                + " organisation)")));
    return new Keeper(organisation, own(sender), act(call, sender));
  }

  /// On a single machine the shared operator token stands for the company's owner.
  private static Set<Permission> own(Principal sender) {
    return sender.subject() instanceof Subject.Staff
        ? Permission.ofOrganisations()
        : sender.permissions();
  }

  private Act act(Call call, Principal sender) {
    var by =
        switch (sender.subject()) {
          case Subject.Account(var person, _) -> new Actor.Person(person);
          case Subject.Staff(var role) -> new Actor.Program(JsonText.word(role));
          case Subject.Program _, Subject.Customer _, Subject.Visitor _ ->
              throw new ProblemException(
                  ProblemDetail.of(
                      ProblemType.NOT_ALLOWED,
                      "only for people who are signed in (expected: their access token)"));
        };
    return new Act(by, call.from(), edge.clock().instant());
  }

  private static OidcConnection wanted(ProviderBody body, Keeper keeper, OidcConnectionId id) {
    if (!OidcConnection.mayAdmit(keeper.own(), body.admits()))
      throw beyondOwn(
          "admits has roles with permissions that you do not have, or that you may not give"
              + " (expected: member, viewer)");
    if (!OidcConnection.mayRefuse(keeper.own(), body.passwords()))
      throw beyondOwn(
          "passwords would lock out people whom your provider does not sign in (ask an owner)");
    return body.connection(id, keeper.organisation(), OidcConnection.reachOf(keeper.own()));
  }

  private static ProblemException beyondOwn(String detail) {
    return new ProblemException(
        ProblemDetail.because(ProblemType.NOT_ALLOWED, "beyond-own", detail));
  }

  private static OidcConnectionId id(Call call) {
    return OidcConnectionId.parse(call.value("id")).orElseThrow(ProviderCalls::missing);
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no provider of this id"));
  }

  private static void require(OidcConnections.Stored stored) {
    switch (stored) {
      case DONE -> {}
      case MISSING -> throw missing();
      case NO_KEY -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
      case TOO_MANY ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d providers (expected: fewer; delete one)"
                      .formatted(OidcConnections.COUNT_MAX)));
      case DOMAIN_NOT_PROVED ->
          throw refused(
              stored, "a domain is not proved (expected: verified domains of the organisation)");
      case DOMAIN_TAKEN ->
          throw refused(stored, "a domain is another provider's (expected: one for each)");
      case SECRET_NEEDED ->
          throw refused(
              stored, "another issuer or client needs its secret (expected: clientSecret)");
    }
  }

  private static ProblemException refused(OidcConnections.Stored stored, String detail) {
    return new ProblemException(
        ProblemDetail.because(ProblemType.ORGANISATION_REFUSED, stored.word(), detail));
  }

  /// All but the secret.
  private static ObjectNode view(OidcConnection connection, URI base) {
    var json =
        JsonText.object()
            .put("id", connection.id().toString())
            .put("name", connection.name())
            .put("issuer", connection.issuer())
            .put("clientId", connection.clientId());
    var domains = json.putArray("domains");
    connection.domains().stream()
        .map(CustomDomain::value)
        .sorted()
        .forEach(domain -> domains.add(domain));
    json.put("passwords", connection.passwords().word());
    var admits = json.putArray("admits");
    connection.admits().stream().map(ClientRole::word).sorted().forEach(role -> admits.add(role));
    json.put("signsOwnersIn", connection.reach().isEmpty());
    return json.put("callback", Callbacks.of(base, connection.id()).toString());
  }
}
