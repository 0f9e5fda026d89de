package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider at 192.0.2.1 with a registrar, and the trunk to it, `shop`, without sockets and under
/// manual time. Between them are the transactions of a port, which repeat over UDP and give up.
/// While the provider is gone, nothing arrives.
final class PlayedProvider implements Wire {
  private static final InetAddress HOST = InetAddress.ofLiteral("192.0.2.1");
  private static final int PATIENCE_SECONDS = 60;

  private final TransactionLayer<Peer> transactions =
      new TransactionLayer<>(TransactionTimes.DEFAULTS, 1_000);
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicInteger seeds = new AtomicInteger();
  private final Trunks trunks;
  private final Duration grants;
  private Instant now = MadeTrunks.START;
  private Instant registeredUntil = Instant.MIN;
  private boolean isGone;

  /// @param grants how long a registration lasts at most
  /// @param more settings of the trunk
  PlayedProvider(Duration grants, String more) {
    this.grants = grants;
    var trunk =
        TrunkSettingsTest.read(
                "trunks.shop { host = \"192.0.2.1\", user = alice, password = s3cret %s }"
                    .formatted(more))
            .trunks()
            .getFirst();
    trunks =
        new Trunks(
            List.of(trunk),
            new Trunks.Outside(
                this,
                new Locator(
                    new Locating(EnumSet.of(Transport.UDP)),
                    new PlayedWire.Hosts(),
                    new Random(1),
                    () -> now),
                PlayedWire::end,
                () -> "seed" + seeds.incrementAndGet(),
                new Random(1),
                () -> now,
                new NotedFlows()));
  }

  Trunks trunks() {
    return trunks;
  }

  TrunkStatus status() {
    return trunks.status("shop");
  }

  /// Whether it brings us calls now.
  boolean knowsUs() {
    return !isGone && registeredUntil.isAfter(now);
  }

  void goes() {
    isGone = true;
  }

  /// @param forgets whether it has lost its registrations
  void returns(boolean forgets) {
    isGone = false;
    if (forgets) registeredUntil = Instant.MIN;
  }

  /// Starts the trunk, and waits until it has found its host.
  void start() throws InterruptedException {
    trunks.start();
    while (!trunks.has(HOST)) {
      var task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (task == null) throw new IllegalStateException("the host was not found");
      task.run();
    }
  }

  /// Lets so many seconds pass.
  void pass(int seconds) {
    var until = now.plusSeconds(seconds);
    while (true) {
      for (var task = tasks.poll(); task != null; task = tasks.poll()) task.run();
      var due = Transaction.earlier(transactions.due(), trunks.due());
      if (due.isAfter(until)) break;
      if (due.isAfter(now)) now = due;
      carryOut(transactions.passed(now));
      trunks.passed(now);
    }
    now = until;
  }

  @Override
  public void send(Request request, Peer to) {
    carryOut(transactions.send(request, to, false, now));
  }

  private void carryOut(List<Output<Peer>> outputs) {
    Queue<Output<Peer>> open = new ArrayDeque<>(outputs);
    for (var output = open.poll(); output != null; output = open.poll())
      if (!(output instanceof Output.Send<Peer>(var message, var to, var _))) trunks.take(output);
      else if (!isGone && message instanceof Request request)
        open.addAll(transactions.received(answer(request), to, false, now));
  }

  private Response answer(Request request) {
    if (!request.is(Method.REGISTER)) return Response.to(request, 200);
    if (!request.headers().has(HeaderType.AUTHORIZATION))
      return MadeTrunks.challenge(request, "SHA-256");
    var asked = Duration.ofSeconds(request.headers().first(HeaderType.EXPIRES).orElseThrow());
    var granted = asked.compareTo(grants) < 0 ? asked : grants;
    registeredUntil = now.plus(granted);
    return Response.to(request, 200).with(HeaderType.EXPIRES, granted.toSeconds());
  }

  @Override
  public void answer(TransactionKey key, Response response) {
    throw new IllegalStateException("trunks are asked nothing");
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }
}
