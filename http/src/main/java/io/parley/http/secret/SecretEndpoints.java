package io.parley.http.secret;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.secret.Secrets.Listed;
import io.parley.core.text.Unicode;
import io.parley.http.json.Fields;
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
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/secrets`: people with the permission `manage-keys`, and the shared operator token, store,
/// list and delete secrets. No answer holds a value.
public final class SecretEndpoints {
  private static final int HOST_MAX = 260;

  private final Guard guard;
  private final Secrets secrets;

  private SecretEndpoints(Guard guard, Secrets secrets) {
    this.guard = guard;
    this.secrets = secrets;
  }

  /// All calls.
  public static List<Endpoint> of(Edge edge, Secrets secrets) {
    var calls = new SecretEndpoints(new Guard(edge), secrets);
    return List.of(
        Endpoint.get("/v1/secrets", calls::list),
        Endpoint.put("/v1/secrets/{name}", calls::put),
        Endpoint.delete("/v1/secrets/{name}", calls::delete));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return secrets.list(keeper(call).tenant()).thenApply(SecretEndpoints::reply);
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var keeper = keeper(call);
    var name = name(call);
    return call.json()
        .thenCompose(
            fields ->
                secrets.put(
                    keeper.tenant(),
                    name,
                    host(fields.only("host", "value")),
                    fields.text("value", Secrets.VALUE_MAX),
                    guard.act(call, keeper)))
        .thenApply(
            stored ->
                switch (stored) {
                  case DONE -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
                  case TOO_MANY ->
                      throw new ProblemException(
                          ProblemDetail.of(
                              ProblemType.LIMIT_REACHED,
                              "there are %d secrets (expected: fewer; delete one)"
                                  .formatted(Secrets.COUNT_MAX)));
                  case NO_KEY -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
                });
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var keeper = keeper(call);
    return secrets
        .delete(keeper.tenant(), name(call), guard.act(call, keeper))
        .thenApply(
            was -> {
              if (!was)
                throw new ProblemException(
                    ProblemDetail.of(ProblemType.NOT_FOUND, "there is no secret of this name"));
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private Principal keeper(Call call) {
    return guard.keeper(call, Permission.MANAGE_KEYS);
  }

  private static String name(Call call) {
    var name = call.value("name");
    if (!Secrets.NAME.matcher(name).matches())
      throw new Malformed("a name of another form (expected: " + Secrets.NAME + ")");
    return name;
  }

  private static SecretHost host(Fields fields) {
    var host = Unicode.small(fields.text("host", HOST_MAX));
    if (!SecretHost.isValid(host))
      throw new Malformed("host is of another form (expected: host or host:port, without a path)");
    return new SecretHost(host);
  }

  private static HttpResponse reply(List<Listed> all) {
    var json = JsonText.object();
    var listed = json.putArray("secrets");
    for (var each : all)
      listed
          .addObject()
          .put("name", each.name())
          .put("host", each.host().value())
          .put("key", each.key())
          .put("readable", each.isReadable())
          .put("updatedAt", JsonText.time(each.updatedAt()));
    return Replies.json(200, json);
  }
}
