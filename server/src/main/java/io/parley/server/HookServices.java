package io.parley.server;

import io.parley.core.tenant.TenantId;
import io.parley.core.webhook.HookOutbox;
import io.parley.core.webhook.Webhooks;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.webhook.WebhookEndpoints;
import io.parley.operations.HookMeters;
import io.parley.outbound.guard.GuardFailure;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.webhook.JdbcHookOutbox;
import io.parley.persistence.webhook.JdbcWebhooks;
import io.parley.persistence.webhook.SwitchedOffMails;
import io.parley.tools.hook.GuardedHookSender;
import io.parley.tools.hook.HookDelivery;
import io.parley.tools.hook.HookPlaces;
import io.parley.tools.hook.HookSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This node's share in the delivery of webhooks, and the calls that write them.
final class HookServices {
  private static final Logger LOG = LoggerFactory.getLogger(HookServices.class);

  /// A message leaves half a second after its event was stored for its webhook, or sooner.
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private static final Duration GOODBYE = Duration.ofSeconds(1);

  /// Places of tests beside those of runs.
  private static final int TESTS = 8;

  /// The system waits for a name server that does not answer for several times as long as an
  /// attempt does: such a name holds up none of other organisations.
  private static final int RESOLVING = 4;

  private final NodeBasics basics;
  private final Webhooks webhooks;
  private final HookMeters outbox;
  private final HookDelivery delivery;
  private final GuardedHttp http;

  private HookServices(
      NodeBasics basics,
      Webhooks webhooks,
      HookMeters outbox,
      HookDelivery delivery,
      GuardedHttp http) {
    this.basics = basics;
    this.webhooks = webhooks;
    this.outbox = outbox;
    this.delivery = delivery;
    this.http = http;
  }

  /// Sends nothing before [#begin].
  ///
  /// @param accounts of people, who are told of what is switched off
  static HookServices of(
      NodeBasics basics, Databases databases, Optional<AccountServices> accounts) {
    var settings = HookSettings.from(basics.config());
    var closers = basics.closers();
    int names = RESOLVING * settings.atOnce();
    var http = closers.add("the way to webhooks", GuardedHttp.open(guard(basics, settings), names));
    var outbox = new HookMeters(outbox(databases, accounts), basics.meters().registry());
    var threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("parley-webhooks-", 1).factory());
    var delivery =
        new HookDelivery(
            outbox,
            new GuardedHookSender(http, settings.timeout(), basics.clock()),
            new HookPlaces(settings.atOnce()),
            threads,
            basics.clock(),
            () -> ThreadLocalRandom.current().nextDouble());
    closers.onClose("the runs of webhooks", () -> close(delivery, threads));
    return new HookServices(
        basics,
        new JdbcWebhooks(databases.database(), databases.secretKeys()),
        outbox,
        delivery,
        http);
  }

  /// An attempt that takes longer fails with its connection, and is made again by another node.
  private static void close(HookDelivery delivery, ExecutorService threads)
      throws InterruptedException {
    delivery.close();
    threads.shutdown();
    if (!threads.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS))
      LOG.info("a webhook's attempt under way is given up");
  }

  private static HookOutbox outbox(Databases databases, Optional<AccountServices> accounts) {
    var keys = databases.secretKeys();
    var mails = new JdbcMails(databases.database(), keys);
    return new JdbcHookOutbox(
        databases.database(),
        keys,
        accounts.map(people -> new SwitchedOffMails(mails, people.address())));
  }

  /// With a place for each run: one that found none would count as a failure of its webhook.
  private static GuardSettings guard(NodeBasics basics, HookSettings settings) {
    var usual = GuardSettings.from(basics.config());
    return new GuardSettings(
        usual.allowed(),
        usual.limits(),
        usual.headersMax(),
        usual.redirectsMax(),
        settings.atOnce() + TESTS,
        usual.organisations());
  }

  List<Endpoint> endpoints(Edge edge) {
    return WebhookEndpoints.of(edge, webhooks, delivery, this::problem, new SecureRandom());
  }

  private Optional<String> problem(TenantId tenant, URI url) {
    var way = http.of(tenant);
    try {
      way.check(url);
    } catch (GuardFailure refused) {
      return Optional.of(refused.getMessage());
    }
    return GuardedHookSender.mayGo(way, url)
        ? Optional.empty()
        : Optional.of("plain HTTP (expected: https)");
  }

  HookMeters meters() {
    return outbox;
  }

  /// From now on this node sends what waits. All nodes do the same.
  void begin(ActorSystem<?> system) {
    basics.duty(system, "the delivery of webhooks", EVERY, delivery::round);
    basics.duty(system, "the sweep of webhooks' messages", SWEEP_EVERY, delivery::sweep);
  }
}
