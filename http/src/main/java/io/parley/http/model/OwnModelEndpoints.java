package io.parley.http.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.model.own.OwnModel;
import io.parley.core.model.own.OwnModelName;
import io.parley.core.model.own.OwnModels;
import io.parley.core.model.own.OwnModels.Listed;
import io.parley.core.model.own.OwnModels.Put;
import io.parley.core.model.own.OwnModels.Version;
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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/organisation/models`: the models that the caller's organisation brings, by its names for
/// them, and `/v1/organisation/model`, which is the one named `default`. Holders of the permission
/// `view-organisation` read them, those of `manage-keys` write them, because they have keys; the
/// shared operator token does both in the organisation `default`. No answer holds a key.
public final class OwnModelEndpoints {
  private static final String ALL = "/v1/organisation/models";
  private static final String ONE = ALL + "/{name}";
  private static final String OF_DEFAULT = "/v1/organisation/model";

  /// The most versions in an answer.
  private static final int LISTED_MAX = 100;

  private final Guard guard;
  private final OwnModels models;
  private final OwnModelBody bodies;
  private final String currency;
  private final Supplier<CompletionStage<Void>> learn;

  private OwnModelEndpoints(
      Edge edge,
      OwnModels models,
      OwnModelBody bodies,
      String currency,
      Supplier<CompletionStage<Void>> learn) {
    this.guard = new Guard(edge);
    this.models = models;
    this.bodies = bodies;
    this.currency = currency;
    this.learn = learn;
  }

  /// All calls.
  ///
  /// @param allowed addresses of servers beside the providers' own
  /// @param currency of prices (ISO 4217)
  /// @param learn lets this node use a change at once, before it is answered
  public static List<Endpoint> of(
      Edge edge,
      OwnModels models,
      Predicate<URI> allowed,
      String currency,
      Supplier<CompletionStage<Void>> learn) {
    var calls = new OwnModelEndpoints(edge, models, new OwnModelBody(allowed), currency, learn);
    return List.of(
        Endpoint.get(OF_DEFAULT, calls::showDefault),
        Endpoint.put(OF_DEFAULT, calls::write),
        Endpoint.delete(OF_DEFAULT, calls::remove),
        Endpoint.get(OF_DEFAULT + "/versions", calls::versions),
        Endpoint.get(ALL, calls::list),
        Endpoint.get(ONE, calls::show),
        Endpoint.put(ONE, calls::write),
        Endpoint.delete(ONE, calls::remove),
        Endpoint.get(ONE + "/versions", calls::versions));
  }

  /// The name in the path, or `default` in the path that has none.
  private static OwnModelName name(TenantId tenant, Call call) {
    var name = call.values().getOrDefault("name", OwnModelName.DEFAULT);
    if (!OwnModelName.isName(name))
      throw new Malformed(
          "the model's name has another form (expected: 1 to %d small letters, digits and hyphens)"
              .formatted(OwnModelName.NAME_MAX));
    return new OwnModelName(tenant, name);
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return models
        .all(guard.keeper(call, Permission.VIEW_ORGANISATION).tenant())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var lines = json.putArray("models");
              all.forEach(version -> describe(version, lines.addObject()));
              return Replies.json(200, json.put("currency", currency));
            });
  }

  /// Without one, the answer says so: clients of before there were names read it.
  private CompletionStage<HttpResponse> showDefault(Call call) {
    return models
        .current(OwnModelName.ofDefault(guard.keeper(call, Permission.VIEW_ORGANISATION).tenant()))
        .thenApply(found -> Replies.json(200, json(found)));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return models
        .current(name(guard.keeper(call, Permission.VIEW_ORGANISATION).tenant(), call))
        .thenApply(
            found -> {
              if (found.isEmpty()) throw noModel();
              return Replies.json(200, json(found));
            });
  }

  private CompletionStage<HttpResponse> write(Call call) {
    var author = guard.keeper(call, Permission.MANAGE_KEYS);
    var act = guard.act(call, author);
    var name = name(author.tenant(), call);
    return call.json()
        .thenCompose(
            fields ->
                models.put(
                    name,
                    bodies.model(fields),
                    OwnModelBody.key(fields),
                    OwnModelBody.seen(fields),
                    act))
        .thenCompose(this::learnt);
  }

  /// Answers when this node uses the change; the others do within a second.
  private CompletionStage<HttpResponse> learnt(Put outcome) {
    return switch (outcome) {
      case OwnModels.Newest(var version) ->
          learn.get().thenApply(_ -> Replies.json(200, json(Optional.of(version))));
      case OwnModels.KeyMissing() ->
          throw new Malformed("key is missing (expected: the key of this server)");
      case OwnModels.Locked() -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
      case OwnModels.FallbackMissing() ->
          throw new Malformed(
              "fallbacks has an unknown name (expected: names of the organisation's other models)");
      case OwnModels.Full(var what, int max) ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d %s (expected: fewer)".formatted(max, what)));
      case OwnModels.Differs(int newest) ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.VERSION_DIFFERS,
                  newest == 0
                      ? "the organisation has no such model any more"
                      : "the newest version is " + newest));
    };
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var author = guard.keeper(call, Permission.MANAGE_KEYS);
    return models
        .remove(name(author.tenant(), call), guard.act(call, author))
        .thenCompose(
            was -> {
              if (!was) throw noModel();
              return learn
                  .get()
                  .thenApply(_ -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
            });
  }

  private CompletionStage<HttpResponse> versions(Call call) {
    return models
        .versions(name(guard.keeper(call, Permission.VIEW_ORGANISATION).tenant(), call), LISTED_MAX)
        .thenApply(OwnModelEndpoints::listed);
  }

  private static HttpResponse listed(List<Listed> all) {
    var json = JsonText.object();
    var lines = json.putArray("versions");
    for (var each : all) {
      var version = each.version();
      var line = lines.addObject().put("version", version.number());
      describe(version.model(), line);
      line.put("by", each.by()).put("at", JsonText.time(version.at()));
    }
    return Replies.json(200, json);
  }

  private ObjectNode json(Optional<Version> found) {
    var json = JsonText.object().put("own", found.isPresent());
    found.ifPresent(version -> describe(version, json));
    return json.put("currency", currency);
  }

  private static void describe(Version version, ObjectNode json) {
    json.put("name", version.name().name()).put("version", version.number());
    describe(version.model(), json);
    json.put("writtenAt", JsonText.time(version.at()));
  }

  private static ProblemException noModel() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "the organisation has no such model of its own"));
  }

  private static void describe(OwnModel model, ObjectNode json) {
    json.put("kind", JsonText.word(model.kind())).put("model", model.model());
    model.address().ifPresent(address -> json.put("address", address.toString()));
    model
        .price()
        .ifPresent(
            price ->
                json.putObject("price")
                    .put("inputMicros", price.inputMicros())
                    .put("outputMicros", price.outputMicros()));
    if (model.fallbacks().isEmpty()) return;
    var fallbacks = json.putArray("fallbacks");
    model.fallbacks().forEach(fallbacks::add);
  }
}
