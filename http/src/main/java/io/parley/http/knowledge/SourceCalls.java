package io.parley.http.knowledge;

import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.site.KnowledgeSource;
import io.parley.core.knowledge.site.KnowledgeSource.Kind;
import io.parley.core.knowledge.site.KnowledgeSources;
import io.parley.core.knowledge.site.KnowledgeSources.State;
import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.WebhookSignature;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/knowledge/sources`: sites, exports and resources that are read again and again. A site may
/// say itself that it has changed, with a signed message (Standard Webhooks).
final class SourceCalls {
  private static final int WORD_MAX = 100;
  private static final int USER_MAX = 200;
  private static final int PAGES_MAX = 1_000_000;
  private static final int MINUTES_MAX = 60 * 24 * 365;
  private static final int RUNS = 20;
  private static final int RUNS_MAX = 50;

  /// Of a message, whose content does not matter.
  private static final BodyLimits MESSAGE = new BodyLimits(64 << 10, Duration.ofSeconds(10));

  private final Guard guard;
  private final KnowledgeStores stores;

  private SourceCalls(Guard guard, KnowledgeStores stores) {
    this.guard = guard;
    this.stores = stores;
  }

  private KnowledgeSources sources() {
    return stores.sources().all();
  }

  static List<Endpoint> of(Guard guard, KnowledgeStores stores) {
    var calls = new SourceCalls(guard, stores);
    var all = "/v1/knowledge/sources";
    var one = all + "/{id}";
    return List.of(
        Endpoint.get(all, calls::list),
        Endpoint.get(one, calls::show),
        Endpoint.put(one, calls::put),
        Endpoint.delete(one, calls::delete),
        Endpoint.post(one + "/sync", calls::sync),
        Endpoint.get(one + "/runs", calls::runs),
        Endpoint.post(one + "/changed", calls::changed));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return sources()
        .list(guard.staff(call).tenant())
        .thenApply(
            states -> KnowledgeJson.ok(SourceJson.all(states, stores.sources().clock().instant())));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return reply(guard.staff(call).tenant(), id(call));
  }

  private CompletionStage<HttpResponse> reply(TenantId tenant, String id) {
    return find(tenant, id)
        .thenApply(
            state ->
                KnowledgeJson.ok(
                    SourceJson.of(
                        state.orElseThrow(SourceCalls::missing),
                        stores.sources().clock().instant())));
  }

  private CompletionStage<Optional<State>> find(TenantId tenant, String id) {
    return sources().find(tenant, id);
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    var tenant = staff.tenant();
    var id = id(call);
    return call.json()
        .thenCompose(fields -> sources().put(tenant, source(id, fields), guard.act(call, staff)))
        .thenCompose(
            put ->
                switch (put) {
                  case DONE -> reply(tenant, id);
                  case NO_SUCH_COLLECTION ->
                      throw new ProblemException(
                          ProblemDetail.of(
                              ProblemType.NOT_FOUND, "there is no collection of this name"));
                  case TOO_MANY ->
                      throw new ProblemException(
                          ProblemDetail.of(
                              ProblemType.LIMIT_REACHED,
                              "there are %d sources (expected: fewer; delete one)"
                                  .formatted(KnowledgeSource.COUNT_MAX)));
                });
  }

  private KnowledgeSource source(String id, Fields fields) {
    fields.only(
        "kind",
        "url",
        "collection",
        "everyMinutes",
        "pagesMax",
        "paths",
        "labels",
        "language",
        "hookSecret",
        "loginSecret",
        "loginUser");
    var collection =
        fields.optionalText("collection", WORD_MAX).orElse(KnowledgeCollection.DEFAULT);
    if (!KnowledgeCollection.isName(collection))
      throw new Malformed("collection is of another form (expected: a name)");
    var kind =
        Kind.of(fields.text("kind", WORD_MAX))
            .orElseThrow(
                () -> new Malformed("kind is unknown (expected: site, export or resources)"));
    try {
      return new KnowledgeSource(
          id,
          collection,
          kind,
          new URI(fields.text("url", KnowledgeSource.URL_MAX)),
          every(fields),
          new KnowledgeSource.Reading(
              fields.value("pagesMax").isEmpty()
                  ? OptionalInt.empty()
                  : OptionalInt.of(fields.integer("pagesMax", 1, PAGES_MAX)),
              paths(fields, kind),
              DocumentCalls.labels(fields),
              fields.optionalText("language", WORD_MAX).map(DocumentCalls::language),
              login(fields)),
          fields.optionalText("hookSecret", WORD_MAX));
    } catch (IllegalArgumentException | URISyntaxException e) {
      throw e instanceof URISyntaxException
          ? new Malformed("url is no address (expected: https://host/path)")
          : new Malformed(e.getMessage());
    }
  }

  private static Optional<KnowledgeSource.Login> login(Fields fields) {
    var user = fields.optionalText("loginUser", USER_MAX);
    var secret = fields.optionalText("loginSecret", WORD_MAX);
    if (user.isPresent() && secret.isEmpty())
      throw new Malformed("loginSecret is missing (expected: the secret of loginUser)");
    return secret.map(name -> new KnowledgeSource.Login(name, user));
  }

  private Optional<Duration> every(Fields fields) {
    if (fields.value("everyMinutes").isEmpty()) return Optional.empty();
    var every = Duration.ofMinutes(fields.integer("everyMinutes", 1, MINUTES_MAX));
    if (every.compareTo(stores.sources().everyMin()) < 0)
      throw new Malformed(
          "everyMinutes is %d (expected: ≥ %d)"
              .formatted(every.toMinutes(), stores.sources().everyMin().toMinutes()));
    return Optional.of(every);
  }

  private static List<String> paths(Fields fields, Kind kind) {
    var paths = DocumentCalls.texts(fields, "paths");
    if (paths.size() > KnowledgeSource.PATHS_MAX)
      throw Malformed.tooLong(
          "there are %d paths (expected: ≤ %d)".formatted(paths.size(), KnowledgeSource.PATHS_MAX));
    for (var path : paths)
      if ((!path.startsWith("/") && kind != Kind.RESOURCES)
          || path.length() > KnowledgeSource.URL_MAX
          || path.indexOf(0) >= 0)
        throw new Malformed(
            "a path is of another form (expected: /beginning; of resources: the beginning of a"
                + " URI)");
    return paths;
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var staff = KnowledgeEndpoints.curator(guard, call);
    var documents = call.query("documents").orElse("remove");
    if (!documents.equals("keep") && !documents.equals("remove"))
      throw new Malformed("the query parameter documents is unknown (expected: keep or remove)");
    return sources()
        .delete(staff.tenant(), id(call), documents.equals("keep"), guard.act(call, staff))
        .thenApply(SourceCalls::found)
        .thenApply(_ -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
  }

  private CompletionStage<HttpResponse> sync(Call call) {
    var tenant = KnowledgeEndpoints.curator(guard, call).tenant();
    var id = id(call);
    return call.json()
        .thenCompose(fields -> sources().sync(tenant, id, isForced(fields)))
        .thenApply(SourceCalls::found)
        .thenApply(_ -> accepted());
  }

  private static boolean isForced(Fields fields) {
    var force = fields.only("force").value("force");
    if (force.isPresent() && !force.get().isBoolean())
      throw new Malformed("force is not true or false");
    return force.isPresent() && force.get().booleanValue();
  }

  private CompletionStage<HttpResponse> runs(Call call) {
    var tenant = guard.staff(call).tenant();
    var id = id(call);
    int limit = call.queryNumber("limit", 1, RUNS_MAX).orElse((long) RUNS).intValue();
    return find(tenant, id)
        .thenApply(state -> state.orElseThrow(SourceCalls::missing))
        .thenCompose(_ -> sources().runs(tenant, id, limit))
        .thenApply(runs -> KnowledgeJson.ok(SourceJson.runs(runs)));
  }

  /// A source that takes no messages looks like one that does not exist.
  private CompletionStage<HttpResponse> changed(Call call) {
    var tenant = NamedOrganisation.of(call);
    var id = id(call);
    return call.bytes(MESSAGE)
        .thenCombine(secret(tenant, id), (body, secret) -> isSigned(call, body, secret))
        .thenCompose(
            isSigned -> {
              if (!isSigned)
                throw new ProblemException(
                    ProblemDetail.of(
                        ProblemType.TOKEN_INVALID,
                        "the message is not signed with the source's secret, or older than"
                            + " 5 minutes (expected: headers of Standard Webhooks)"));
              return sources().sync(tenant, id, false);
            })
        .thenApply(_ -> accepted());
  }

  private CompletionStage<String> secret(TenantId tenant, String id) {
    return find(tenant, id)
        .thenCompose(
            state -> {
              var source = state.orElseThrow(SourceCalls::missing).source();
              var name = source.hook().orElseThrow(SourceCalls::missing);
              return stores.sources().secrets().reveal(tenant, name, source.url());
            })
        .thenApply(secret -> secret.orElseThrow(SourceCalls::missing));
  }

  private boolean isSigned(Call call, byte[] body, String secret) {
    try {
      return WebhookSignature.isValid(
          secret,
          call.header("webhook-id").orElse(""),
          call.header("webhook-timestamp").orElse(""),
          body,
          call.header("webhook-signature").orElse(""),
          stores.sources().clock().instant());
    } catch (IllegalArgumentException ofAnotherForm) {
      throw missing();
    }
  }

  private static HttpResponse accepted() {
    return Replies.json(StatusCodes.ACCEPTED.intValue(), JsonText.object().put("accepted", true));
  }

  private static boolean found(boolean isThere) {
    if (!isThere) throw missing();
    return true;
  }

  private static String id(Call call) {
    var id = call.value("id");
    if (!KnowledgeSource.ID.matcher(id).matches())
      throw new Malformed("an id of another form (expected: " + KnowledgeSource.ID + ")");
    return id;
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no source of this id"));
  }
}
