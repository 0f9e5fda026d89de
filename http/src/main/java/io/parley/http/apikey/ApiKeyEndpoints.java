package io.parley.http.apikey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.identity.ServiceAccounts;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.identity.apikey.ApiKeyTokens;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/api-keys`: people with the permission `manage-keys`, and the shared operator token, make,
/// list and revoke API keys of their organisation, and keep its service accounts
/// ([ServiceAccountEndpoints]). Only the answer to the making holds the key.
public final class ApiKeyEndpoints {
  private static final String ALL = "/v1/api-keys";
  private static final String ONE = "/v1/api-keys/{id}";

  private final Edge edge;
  private final Guard guard;
  private final ApiKeys keys;
  private final ApiKeyTokens tokens;
  private final ServiceAccounts accounts;

  private ApiKeyEndpoints(Edge edge, ApiKeys keys, ApiKeyTokens tokens, ServiceAccounts accounts) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.keys = keys;
    this.tokens = tokens;
    this.accounts = accounts;
  }

  /// All calls.
  ///
  /// @param tokens over the same keys
  public static List<Endpoint> of(
      Edge edge, ApiKeys keys, ApiKeyTokens tokens, ServiceAccounts accounts) {
    var calls = new ApiKeyEndpoints(edge, keys, tokens, accounts);
    return Stream.concat(
            Stream.of(
                Endpoint.get(ALL, calls::list),
                Endpoint.post(ALL, calls::create),
                Endpoint.delete(ONE, calls::revoke)),
            ServiceAccountEndpoints.of(edge, accounts))
        .toList();
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var keeper = keeper(call);
    return keys.list(keeper.tenant())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var listed = json.putArray("keys");
              all.forEach(key -> listed.add(view(key)));
              var grantable = json.putArray("grantable");
              Permission.ofKeys().stream()
                  .filter(keeper::mayGive)
                  .forEach(scope -> grantable.add(scope.word()));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> create(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    return call.json()
        .thenApply(fields -> ApiKeyBody.read(fields, keeper, act.at()))
        .thenCompose(this::known)
        .thenCompose(wish -> tokens.issue(wish, act))
        .thenApply(
            issued -> {
              var made = issued.orElseThrow(ApiKeyEndpoints::tooMany);
              var id = made.key().id();
              return Replies.json(201, view(made.key()).put("key", made.text()))
                  .addHeader(Replies.header("Location", ALL + "/" + id));
            });
  }

  /// One that is removed meanwhile leaves a key without rights.
  private CompletionStage<ApiKeyTokens.Wish> known(ApiKeyTokens.Wish wish) {
    return switch (wish.owner()) {
      case KeyOwner.Account(var id) ->
          accounts
              .find(wish.organisation(), id)
              .thenApply(
                  found -> {
                    if (found.isEmpty()) throw ServiceAccountEndpoints.missing();
                    return wish;
                  });
      case KeyOwner.Installation _, KeyOwner.Member _ -> CompletableFuture.completedStage(wish);
    };
  }

  private CompletionStage<HttpResponse> revoke(Call call) {
    var keeper = keeper(call);
    var id = call.value("id");
    return keys.revoke(keeper.tenant(), id, guard.act(call, keeper))
        .thenApply(
            was -> {
              if (!was)
                throw new ProblemException(
                    ProblemDetail.of(ProblemType.NOT_FOUND, "there is no API key of this id"));
              // at once on this node, within seconds on the others
              edge.tokens().keyWatches().revoked(id);
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private Principal keeper(Call call) {
    return guard.keeper(call, Permission.MANAGE_KEYS);
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        ProblemDetail.of(
            ProblemType.LIMIT_REACHED,
            "there are %d API keys (expected: fewer; revoke one)".formatted(ApiKeys.COUNT_MAX)));
  }

  /// All but the hash.
  private static ObjectNode view(ApiKeys.Key key) {
    var json = JsonText.object().put("id", key.id()).put("name", key.name());
    var scopes = json.putArray("scopes");
    key.scopes().stream().sorted().forEach(scope -> scopes.add(scope));
    var addresses = json.putArray("addresses");
    key.addresses().forEach(range -> addresses.add(range));
    json.put("createdAt", JsonText.time(key.createdAt()));
    key.expiresAt().ifPresent(at -> json.put("expiresAt", JsonText.time(at)));
    key.usedAt().ifPresent(at -> json.put("usedAt", JsonText.time(at)));
    key.revokedAt().ifPresent(at -> json.put("revokedAt", JsonText.time(at)));
    switch (key.owner()) {
      case KeyOwner.Installation _ -> {}
      case KeyOwner.Member(var person) -> json.put("person", person.toString());
      case KeyOwner.Account(var id) -> json.put("account", id.toString());
    }
    if (!key.lost().isEmpty()) {
      var lost = json.putArray("lost");
      key.lost().stream().sorted().forEach(scope -> lost.add(scope));
    }
    return json;
  }
}
