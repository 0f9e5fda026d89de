package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.dns.Dns;
import io.parley.voice.sip.dns.Locating;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.sip.transaction.TransactionTimes;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Transport;
import io.parley.voice.sip.transport.Wire;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A port without sockets under manual time, for trunks: what they send is a list such as `REGISTER
/// to 192.0.2.1`. The host of every trunk, `sip.example`, is at 192.0.2.1 and 192.0.2.2.
final class PlayedWire implements Wire {
  private static final int PATIENCE_SECONDS = 60;

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final AtomicInteger seeds = new AtomicInteger();
  final List<String> did = new ArrayList<>();
  final List<Request> requests = new ArrayList<>();
  final NotedFlows flows = new NotedFlows();
  final Trunks trunks;
  Instant now = MadeTrunks.START;

  PlayedWire(Trunk... all) {
    trunks =
        new Trunks(
            List.of(all),
            new Trunks.Outside(
                this,
                new Locator(
                    new Locating(EnumSet.of(Transport.UDP)), new Hosts(), new Random(1), () -> now),
                PlayedWire::end,
                () -> "seed" + seeds.incrementAndGet(),
                new Random(1),
                () -> now,
                flows));
  }

  static final class Hosts implements Dns {
    private static final Map<String, List<InetAddress>> ALL =
        Map.of(
            "h1.example", List.of(InetAddress.ofLiteral("192.0.2.1")),
            "h2.example", List.of(InetAddress.ofLiteral("192.0.2.2")));

    @Override
    public List<Naptr> naptr(String name) {
      return List.of();
    }

    @Override
    public List<Srv> srv(String name) {
      return name.equals("_sip._udp.sip.example")
          ? List.of(new Srv(1, 0, 5_060, "h1.example"), new Srv(2, 0, 5_060, "h2.example"))
          : List.of();
    }

    @Override
    public List<InetAddress> addresses(String name) {
      return ALL.getOrDefault(name, List.of());
    }
  }

  static LocalEnd end(Peer peer, String seed) {
    var host = new HostPort("192.0.2.9", 5_060);
    return new LocalEnd(
        peer.transport().name(),
        host,
        new Address(SipUri.of("parley", host.host(), host.port())),
        seed,
        TransactionTimes.DEFAULTS);
  }

  /// Starts, and waits until the first request has gone out.
  void start() throws InterruptedException {
    trunks.start();
    while (did.isEmpty()) step();
  }

  /// Runs the next task, for which it waits.
  void step() throws InterruptedException {
    var task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (task == null) throw new IllegalStateException("nothing is done, after " + did);
    task.run();
    due();
  }

  /// Runs what is there.
  void run() {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) task.run();
  }

  private void due() {
    while (!trunks.due().isAfter(now)) trunks.passed(now);
  }

  /// To the next instant at which something is due.
  void pass() {
    now = trunks.due();
    due();
  }

  Request last() {
    return requests.getLast();
  }

  void answer(Response response) {
    var key = TransactionLayer.keyOf(last());
    trunks.take(new Output.Answered<>(Optional.of(key), response, null));
    due();
  }

  void timeOut() {
    trunks.take(new Output.TimedOut<>(TransactionLayer.keyOf(last())));
    due();
  }

  @Override
  public void answer(TransactionKey key, Response response) {
    throw new IllegalStateException("trunks are asked nothing");
  }

  @Override
  public void send(Request request, Peer to) {
    requests.add(request);
    did.add("%s to %s".formatted(request.method(), to.address().getAddress().getHostAddress()));
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }
}
