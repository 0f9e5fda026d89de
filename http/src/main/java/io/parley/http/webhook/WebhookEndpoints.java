package io.parley.http.webhook;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.webhook.HookTrials;
import io.parley.core.webhook.WebhookId;
import io.parley.core.webhook.WebhookSignature;
import io.parley.core.webhook.Webhooks;
import io.parley.core.webhook.Webhooks.Stored;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/organisation/webhooks`: holders of the permission `connect`, and the shared operator token,
/// register the addresses of the organisation's servers that are told of events. A secret that the
/// server has made is shown once, in the answer that made it.
public final class WebhookEndpoints {
  private static final String ALL = "/v1/organisation/webhooks";
  private static final String ONE = ALL + "/{id}";
  private static final int SECRET_BYTES = 32;
  private static final int LISTED_MAX = 100;

  /// Longer than any attempt.
  private static final Duration TRIAL_MAX = Duration.ofSeconds(75);

  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final Guard guard;
  private final Webhooks webhooks;
  private final HookTrials trials;
  private final WebhookBody bodies;
  private final SecureRandom random;

  private WebhookEndpoints(
      Edge edge,
      Webhooks webhooks,
      HookTrials trials,
      HookAddresses addresses,
      SecureRandom random) {
    this.guard = new Guard(edge);
    this.webhooks = webhooks;
    this.trials = trials;
    this.bodies = new WebhookBody(addresses);
    this.random = random;
  }

  /// All calls.
  public static List<Endpoint> of(
      Edge edge,
      Webhooks webhooks,
      HookTrials trials,
      HookAddresses addresses,
      SecureRandom random) {
    var calls = new WebhookEndpoints(edge, webhooks, trials, addresses, random);
    return List.of(
        Endpoint.get(ALL, calls::list),
        Endpoint.post(ALL, calls::create),
        Endpoint.get(ONE, calls::show),
        Endpoint.put(ONE, calls::change),
        Endpoint.delete(ONE, calls::remove),
        Endpoint.put(ONE + "/state", calls::switchTo),
        Endpoint.post(ONE + "/secret", calls::rotate),
        Endpoint.post(ONE + "/test", calls::test),
        Endpoint.get(ONE + "/deliveries", calls::deliveries));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return webhooks
        .list(keeper(call).tenant())
        .thenApply(
            all -> {
              var json = JsonText.object();
              var listed = json.putArray("webhooks");
              all.forEach(each -> listed.add(WebhookViews.view(each)));
              return Replies.json(200, json);
            });
  }

  private CompletionStage<HttpResponse> create(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = new WebhookId(UUID.randomUUID());
    return call.json()
        .thenCompose(
            fields -> {
              var target = bodies.made(fields, keeper.tenant());
              var secret = new Secret(WebhookBody.secret(fields), random);
              return webhooks
                  .create(keeper.tenant(), id, target, secret.text, act)
                  .thenApply(stored -> secret.shown(201, stored));
            })
        .thenApply(made -> made.addHeader(Replies.header("Location", ALL + "/" + id)));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return webhooks
        .find(keeper(call).tenant(), id(call))
        .thenApply(
            found ->
                Replies.json(200, WebhookViews.view(found.orElseThrow(WebhookEndpoints::missing))));
  }

  private CompletionStage<HttpResponse> change(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = id(call);
    return call.json()
        .thenApply(fields -> bodies.changed(fields, keeper.tenant()))
        .thenCompose(target -> webhooks.change(keeper.tenant(), id, target, act))
        .thenApply(WebhookEndpoints::shown);
  }

  private CompletionStage<HttpResponse> remove(Call call) {
    var keeper = keeper(call);
    return webhooks
        .remove(keeper.tenant(), id(call), guard.act(call, keeper))
        .thenApply(
            was -> {
              if (!was) throw missing();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private CompletionStage<HttpResponse> switchTo(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = id(call);
    return call.json()
        .thenApply(WebhookBody::state)
        .thenCompose(to -> webhooks.switchTo(keeper.tenant(), id, to, act))
        .thenApply(WebhookEndpoints::shown);
  }

  private CompletionStage<HttpResponse> rotate(Call call) {
    var keeper = keeper(call);
    var act = guard.act(call, keeper);
    var id = id(call);
    return call.json()
        .thenCompose(
            fields -> {
              var overlap = WebhookBody.overlap(fields);
              var secret = new Secret(WebhookBody.secret(fields), random);
              return webhooks
                  .rotate(keeper.tenant(), id, secret.text, overlap, act)
                  .thenApply(stored -> secret.shown(200, stored));
            });
  }

  private CompletionStage<HttpResponse> test(Call call) {
    var keeper = keeper(call);
    call.answerWithin(TRIAL_MAX);
    return trials
        .send(keeper.tenant(), id(call))
        .thenApply(
            trial ->
                switch (trial) {
                  case HookTrials.Tried(var attempt) ->
                      Replies.json(200, WebhookViews.view(attempt));
                  case HookTrials.Missing() -> throw missing();
                  case HookTrials.Busy() ->
                      throw new ProblemException(
                          ProblemDetail.later(
                              ProblemType.RATE_LIMITED,
                              "another test is under way (expected: one at a time)",
                              TRY_AGAIN));
                });
  }

  private CompletionStage<HttpResponse> deliveries(Call call) {
    var tenant = keeper(call).tenant();
    var id = id(call);
    return webhooks
        .find(tenant, id)
        .thenCompose(
            found -> {
              if (found.isEmpty()) throw missing();
              return webhooks.messages(tenant, id, LISTED_MAX);
            })
        .thenApply(
            messages -> {
              var json = JsonText.object();
              var listed = json.putArray("deliveries");
              messages.forEach(each -> listed.add(WebhookViews.view(each)));
              return Replies.json(200, json);
            });
  }

  private Principal keeper(Call call) {
    return guard.keeper(call, Permission.CONNECT);
  }

  private static WebhookId id(Call call) {
    return WebhookId.parse(call.value("id")).orElseThrow(WebhookEndpoints::missing);
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no webhook of this id"));
  }

  private static HttpResponse shown(Stored stored) {
    return Replies.json(200, WebhookViews.view(done(stored).webhook()));
  }

  private static Webhooks.Done done(Stored stored) {
    return switch (stored) {
      case Webhooks.Done done -> done;
      case Webhooks.Missing() -> throw missing();
      case Webhooks.Locked() -> throw new ProblemException(ProblemType.SECRETS_LOCKED);
      case Webhooks.Full() ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d webhooks (expected: fewer; remove one)"
                      .formatted(Webhooks.COUNT_MAX)));
    };
  }

  /// The secret of a webhook: its author's, or one that is made, and shown.
  private static final class Secret {
    private final String text;
    private final boolean isMade;

    Secret(Optional<String> given, SecureRandom random) {
      this.text = given.orElseGet(() -> made(random));
      this.isMade = given.isEmpty();
    }

    private static String made(SecureRandom random) {
      var key = new byte[SECRET_BYTES];
      random.nextBytes(key);
      return WebhookSignature.secret(key);
    }

    HttpResponse shown(int status, Stored stored) {
      var json = WebhookViews.view(done(stored).webhook());
      if (isMade) json.put(WebhookBody.SECRET, text);
      return Replies.json(status, json);
    }
  }
}
