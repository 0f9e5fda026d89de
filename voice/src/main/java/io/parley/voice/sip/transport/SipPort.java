package io.parley.voice.sip.transport;

import io.parley.core.fault.WorkFailed;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.message.StreamFramer.Frame;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.Transaction;
import io.parley.voice.sip.transaction.TransactionKey;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.work.Troubles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The SIP port of a node, UDP, TCP and TLS, with WebSockets of ours and those that are attached to
/// it, and the one thread that reads it, sends, and wakes transactions.
public final class SipPort implements Wire, LinkPort, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SipPort.class);
  private static final Duration TEND = Duration.ofSeconds(1);

  /// Forbidden: of a call of an address that no trunk has.
  private static final int UNKNOWN_PEER = 403;

  private final Callers callers;
  private final Refusals refusals;
  private final InstantSource clock;
  private final Sockets sockets;
  private final Links links;
  private final AtomicLong lastLink = new AtomicLong();
  private final MessageParser parser;
  private final TransactionLayer<Peer> transactions;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Troubles troubles = new Troubles(LOG, "The SIP port");
  private final AtomicLong dropped = new AtomicLong();
  private final Reader reader;

  /// Set before the thread starts.
  private UserAgent agent = _ -> {};

  /// @param tls empty for UDP and TCP alone
  /// @param trunks whether calls of an address are taken
  public SipPort(
      SipPortSettings settings,
      Optional<TlsEnds> tls,
      Predicate<InetAddress> trunks,
      Refusals refusals,
      InstantSource clock)
      throws IOException {
    this(settings, tls, trunks, Strangers.NONE, refusals, clock);
  }

  /// @param strangers decides on requests of other addresses
  public SipPort(
      SipPortSettings settings,
      Optional<TlsEnds> tls,
      Predicate<InetAddress> trunks,
      Strangers strangers,
      Refusals refusals,
      InstantSource clock)
      throws IOException {
    callers = new Callers(trunks, strangers, settings);
    this.refusals = refusals;
    this.clock = clock;
    parser = new MessageParser(settings.limits());
    transactions = new TransactionLayer<>(settings.times(), settings.transactionsMax());
    var incoming = new Incoming();
    sockets = new Sockets(settings, tls, incoming);
    links = new Links(settings.connections(), incoming);
    reader = new Reader(this::run, sockets::isOpen, System::nanoTime);
  }

  /// Once.
  ///
  /// @param takes what comes
  public void start(UserAgent takes) {
    agent = takes;
    reader.start();
  }

  public InetSocketAddress address() {
    return sockets.address();
  }

  /// Of the listener of TLS, if there is one.
  public Optional<InetSocketAddress> secureAddress() {
    return sockets.secureAddress();
  }

  /// How long ago the thread that reads began its last turn: about a second at most, unless it
  /// hangs or died.
  public Duration sinceTurn() {
    return reader.sinceTurn();
  }

  /// Looks after the thread that reads. Every few seconds, by any other thread.
  public void watch() {
    reader.look();
  }

  /// Errors that ended a message.
  public long troubles() {
    return troubles.count();
  }

  /// Messages that got no answer: beyond the rate, unreadable, or too small to be answered.
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void answer(TransactionKey key, Response response) {
    execute(() -> carryOut(transactions.answer(key, response, clock.instant())));
  }

  @Override
  public void send(Request request, Peer to) {
    execute(
        () ->
            carryOut(
                request.is(Method.ACK)
                    ? List.of(new Output.Send<>(request, to, Optional.empty()))
                    : transactions.send(request, to, to.isReliable(), clock.instant())));
  }

  /// The other end of this connection of ours has agreed to answer pings (RFC 5626): it counts as
  /// dead 10 s after one that is not answered. In the port's thread.
  ///
  /// @param every how often it wants one at least; empty for the port's own interval
  public void keep(Peer over, Optional<Duration> every) {
    sockets.keep(over, every);
  }

  @Override
  public Attached attach(InetAddress from, Transport transport, Link link) {
    var peer = Peer.from(new InetSocketAddress(from, 0), transport, lastLink.incrementAndGet());
    execute(() -> links.open(peer, link, System.nanoTime()));
    return new Attached() {
      @Override
      public void received(byte[] message) {
        execute(() -> links.received(message, peer, System.nanoTime()));
      }

      @Override
      public void closed() {
        execute(() -> links.closed(peer));
      }
    };
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    sockets.wakeUp();
  }

  private void run() {
    while (sockets.isOpen()) {
      try {
        reader.turned();
        sockets.select(untilDue());
        for (var task = tasks.poll(); task != null; task = tasks.poll()) guarded(task);
        guarded(() -> carryOut(transactions.passed(clock.instant())));
        guarded(() -> agent.passed(clock.instant()));
        sockets.tend(System.nanoTime());
        links.tend(System.nanoTime());
      } catch (ClosedSelectorException _) {
        break;
      } catch (IOException | RuntimeException e) {
        // one message's failure must not affect others; close() may end sockets that are being read
        if (sockets.isOpen()) troubles.happened(e, System.nanoTime());
      } catch (Error e) {
        troubles.happened(WorkFailed.by(e), System.nanoTime());
      }
    }
    links.close();
    try {
      sockets.closeConnections();
    } catch (IOException e) {
      LOG.debug("A SIP connection could not be closed: {}", e.getMessage());
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      troubles.happened(e, System.nanoTime());
    } catch (Error e) {
      troubles.happened(WorkFailed.by(e), System.nanoTime());
    }
  }

  private Duration untilDue() {
    var due = Transaction.earlier(transactions.due(), agent.due());
    if (due.equals(Transaction.NEVER)) return TEND;
    var wait = Duration.between(clock.instant(), due);
    return wait.compareTo(TEND) < 0 ? wait : TEND;
  }

  /// Input from the sockets.
  private final class Incoming implements Sockets.Listener, Links.Listener {
    @Override
    public boolean takes(InetAddress from) {
      boolean takes = callers.takes(from, System.nanoTime());
      if (!takes) dropped.incrementAndGet();
      return takes;
    }

    @Override
    public void datagram(byte[] bytes, int length, InetSocketAddress from) {
      guarded(
          () ->
              parser
                  .datagram(bytes, length)
                  .ifPresent(parsed -> take(parsed, Peer.udp(from), length)));
    }

    @Override
    public void frame(Frame frame, Connection connection) throws IOException {
      switch (frame) {
        case Frame.Ping _ -> connection.write(new byte[] {'\r', '\n'});
        case Frame.Message(var parsed) ->
            guarded(() -> take(parsed, connection.peer(), Integer.MAX_VALUE));
        case Frame.Broken broken -> {
          guarded(() -> take(broken.refused(), connection.peer(), Integer.MAX_VALUE));
          connection.closeThen();
        }
      }
    }

    @Override
    public void message(byte[] message, Peer from) {
      guarded(
          () ->
              parser
                  .datagram(message, message.length)
                  .ifPresent(parsed -> take(parsed, from, Integer.MAX_VALUE)));
    }

    @Override
    public void lost(Peer peer) {
      guarded(() -> carryOut(transactions.lost(peer, clock.instant())));
      guarded(() -> agent.lost(peer));
    }

    @Override
    public void failed(Exception trouble) {
      LOG.debug("A SIP connection could not begin: {}", trouble.getMessage());
    }
  }

  /// @param bytes of the message, which an answer to an unknown peer must not exceed
  private void take(Parsed parsed, Peer from, int bytes) {
    switch (parsed) {
      case Parsed.Refused(var why, var response) -> {
        LOG.debug("A SIP message was refused: {}", why);
        if (response.isEmpty() || !callers.answers(from)) dropped.incrementAndGet();
        else {
          var due = response.get();
          refuseOnce(due.with(received(due.headers(), from)), from, bytes);
        }
      }
      case Parsed.Whole(var message) -> take(message, from, bytes);
    }
  }

  private void take(SipMessage message, Peer from, int bytes) {
    switch (message) {
      case Request request ->
          takeRequest(request.with(received(request.headers(), from)), from, bytes);
      case Response response -> {
        if (from.isOurs()
            || callers.isTrusted(from)
            || Callers.isOf(transactions.peerOf(response), from))
          carryOut(transactions.received(response, from, from.isReliable(), clock.instant()));
        else dropped.incrementAndGet();
      }
    }
  }

  private void takeRequest(Request request, Peer from, int bytes) {
    boolean isOfCall =
        !from.transport().isWebSocket() && agent.mayComeFrom(request, from.address().getAddress());
    var end =
        isOfCall ? Optional.of(from) : transactions.peerOf(request).or(() -> agent.peerOf(request));
    switch (callers.judge(request, from, end, clock.instant())) {
      case Strangers.Verdict.Proved(var proved) -> asked(proved, from);
      case Strangers.Verdict.Challenged(var answers) -> answerOnce(answers, from, bytes);
      case Strangers.Verdict.Unconcerned _ -> {
        if (!callers.answers(from)) dropped.incrementAndGet();
        else if (!request.is(Method.ACK))
          refuseOnce(refusals.to(request, UNKNOWN_PEER), from, bytes);
      }
    }
  }

  private void asked(Request request, Peer from) {
    var back = from.isReliable() ? from : Peer.udpAnswer(from.address(), request.topVia());
    carryOut(transactions.received(request, back, from.isReliable(), clock.instant()));
  }

  private static Headers received(Headers headers, Peer from) {
    var vias = new ArrayList<>(headers.all(HeaderType.VIA));
    var address = Peer.literal(from.address().getAddress());
    vias.set(0, vias.getFirst().receivedFrom(address, from.address().getPort()));
    return headers.with(HeaderType.VIA, vias);
  }

  private void refuseOnce(Response response, Peer from, int bytesMax) {
    answerOnce(List.of(response, Refusals.bare(response)), from, bytesMax);
  }

  /// Without a transaction, so that nothing is repeated to an address that may be forged (section
  /// 8.2.7), and with no more bytes than came from it.
  ///
  /// @param answers the first one is sent that is not longer
  private void answerOnce(List<Response> answers, Peer from, int bytesMax) {
    for (var answer : answers) {
      var bytes = MessageWriter.bytes(answer);
      if (bytes.length > bytesMax) continue;
      send(bytes, from.isReliable() ? from : Peer.udpAnswer(from.address(), answer.topVia()));
      return;
    }
    dropped.incrementAndGet();
  }

  /// @return false if it is known that it cannot arrive
  private boolean send(byte[] bytes, Peer to) {
    boolean isLink = to.transport().isWebSocket() && !to.isOurs();
    return isLink ? links.send(bytes, to) : sockets.send(bytes, to);
  }

  /// Everything that transactions want, and what follows from that.
  private void carryOut(List<Output<Peer>> outputs) {
    var open = new ArrayDeque<>(outputs);
    for (var output = open.poll(); output != null; output = open.poll()) {
      if (output instanceof Output.Send<Peer>(var message, var to, var key)) {
        if (!send(MessageWriter.bytes(message), to) && key.isPresent())
          open.addAll(transactions.failed(key.get(), clock.instant()));
      } else open.addAll(told(output));
    }
  }

  private List<Output<Peer>> told(Output<Peer> output) {
    try {
      agent.take(output);
      return List.of();
    } catch (RuntimeException e) {
      return failed(output, e);
    } catch (Error e) {
      return failed(output, WorkFailed.by(e));
    }
  }

  private List<Output<Peer>> failed(Output<Peer> output, Exception trouble) {
    troubles.happened(trouble, System.nanoTime());
    return output instanceof Output.Asked<Peer> asked
        ? transactions.answer(asked.key(), Response.to(asked.request(), 500), clock.instant())
        : List.of();
  }

  /// Ends all connections.
  @Override
  public void close() throws IOException {
    sockets.close();
  }
}
