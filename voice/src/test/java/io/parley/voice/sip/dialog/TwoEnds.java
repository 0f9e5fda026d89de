package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.HostPort;
import io.parley.voice.sip.message.MessageLimits;
import io.parley.voice.sip.message.MessageParser;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Parsed;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.message.Uri;
import io.parley.voice.sip.transaction.Output;
import io.parley.voice.sip.transaction.TransactionLayer;
import io.parley.voice.sip.transaction.TransactionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// Two ends of ours that call each other over a line which loses, delays and doubles datagrams, all
/// by manual time and one seed. Our side's deeds are drawn too.
final class TwoEnds {
  private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");
  private static final Body OFFER = Body.of("v=0\r\noffer\r\n");
  private static final Body ANSWER = Body.of("v=0\r\nanswer\r\n");

  private record Task(Instant at, long number, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::number));
  private final MessageParser parser = new MessageParser(MessageLimits.DEFAULTS);
  private final Random random;
  private final double loss;
  final End caller = new End("a");
  final End called = new End("b");
  private Instant now = BEGIN;
  private long number;

  TwoEnds(long seed, double loss) {
    random = new Random(seed);
    random.nextLong();
    this.loss = loss;
  }

  /// One end, with what its side is told.
  final class End {
    final List<CallNews> news = new ArrayList<>();
    final TransactionLayer<String> transactions =
        new TransactionLayer<>(TransactionTimes.DEFAULTS, 1_000);
    private final LocalEnd local;
    private Call call;

    End(String name) {
      var host = new HostPort(name + ".example", 5_060);
      local =
          new LocalEnd(
              "UDP",
              host,
              new Address(Uri.of("sip:" + name + "@" + host)),
              "seed" + name,
              TransactionTimes.DEFAULTS);
    }

    Call call() {
      return call;
    }

    private void on(CallEvent event) {
      if (call != null) take(call.on(event, now));
    }

    private void take(Call.Turn turn) {
      call = turn.next();
      for (var action : turn.actions())
        switch (action) {
          case CallAction.Send(var request) -> take(transactions.send(request, "", false, now));
          case CallAction.SendAck(var ack) -> transmit(ack);
          case CallAction.Respond(var key, var response) ->
              take(transactions.answer(key, response, now));
          case CallAction.Tell(var told) -> {
            news.add(told);
            react(told);
          }
        }
    }

    private void take(List<Output<String>> outputs) {
      var open = new ArrayDeque<>(outputs);
      for (var output = open.poll(); output != null; output = open.poll())
        switch (output) {
          case Output.Send<String>(var message, var _, var _) -> transmit(message);
          case Output.Asked<String>(var key, var request, var _, var cancelled) -> {
            var asked = new CallEvent.Asked(key, request);
            if (call == null && request.is(Method.INVITE))
              take(IncomingCall.start(local, asked, now));
            else if (call == null || (request.is(Method.CANCEL) && cancelled.isEmpty()))
              take(transactions.answer(key, Response.to(request, 481), now));
            else on(asked);
          }
          case Output.Acknowledged<String>(var ack, var _) -> on(new CallEvent.Acknowledged(ack));
          case Output.Answered<String>(var _, var response, var _) ->
              on(new CallEvent.Answered(response));
          case Output.TimedOut<String>(var key) -> {
            if (!key.isServer()) on(new CallEvent.Unanswered(key.method()));
          }
          case Output.Unreachable<String> _ ->
              throw new IllegalStateException("nothing fails here");
        }
    }

    private void react(CallNews told) {
      if (told instanceof CallNews.Offered && call instanceof IncomingCall) {
        if (random.nextInt(3) > 0) after(3_000, () -> on(new CallEvent.Ring()));
        if (random.nextInt(3) == 0) after(3_000, () -> on(new CallEvent.Progress(ANSWER)));
        boolean accepts = random.nextInt(8) > 0;
        after(9_000, () -> on(accepts ? new CallEvent.Accept(ANSWER) : new CallEvent.Refuse(486)));
      } else if (told instanceof CallNews.Offered)
        after(500, () -> on(new CallEvent.Accept(ANSWER)));
    }

    private void transmit(SipMessage message) {
      var bytes = MessageWriter.bytes(message);
      var other = this == caller ? called : caller;
      for (int copies = random.nextInt(20) == 0 ? 2 : 1; copies > 0; copies--)
        if (random.nextDouble() >= loss) after(200, () -> other.receive(bytes));
    }

    private void receive(byte[] bytes) {
      var parsed = parser.datagram(bytes, bytes.length).orElseThrow();
      if (!(parsed instanceof Parsed.Whole(var message)))
        throw new IllegalStateException("our own message is refused: " + parsed);
      take(transactions.received(message, "", false, now));
    }

    private Instant due() {
      var due = transactions.due();
      return call == null || call instanceof EndedCall || due.isBefore(call.due())
          ? due
          : call.due();
    }

    private void passed() {
      take(transactions.passed(now));
      if (call != null && !call.due().isAfter(now)) on(new CallEvent.Passed());
    }
  }

  private void after(int millisMax, Runnable work) {
    tasks.add(new Task(now.plusMillis(1 + random.nextInt(millisMax)), number++, work));
  }

  /// A call with offers and hang-ups at any time, until nothing is left to do.
  TwoEnds run() {
    var plan =
        new CallPlan(
            Uri.of("sip:b@b.example"),
            new Address(Uri.of("sip:a@a.example")),
            new Address(Uri.of("sip:b@b.example")),
            List.of(),
            OFFER,
            Duration.ofSeconds(60));
    caller.take(OutgoingCall.start(caller.local, plan, now));
    for (int i = random.nextInt(6); i > 0; i--) {
      var end = random.nextBoolean() ? caller : called;
      after(60_000, () -> end.on(new CallEvent.Offer(OFFER)));
    }
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      var end = random.nextBoolean() ? caller : called;
      after(random.nextBoolean() ? 2_000 : 90_000, () -> end.on(new CallEvent.HangUp()));
    }
    // if a call has survived all that, as the called end may not have known of it yet
    tasks.add(new Task(now.plusSeconds(120), number++, () -> caller.on(new CallEvent.HangUp())));
    while (step()) {}
    return this;
  }

  private boolean step() {
    var task = tasks.peek();
    var next = task == null ? Instant.MAX : task.at;
    for (var end : List.of(caller, called)) if (end.due().isBefore(next)) next = end.due();
    if (next.equals(Instant.MAX)) return false;
    if (next.isAfter(BEGIN.plus(Duration.ofHours(2))))
      throw new IllegalStateException("after two hours something is still to be done");
    if (next.isAfter(now)) now = next;
    if (task != null && !task.at.isAfter(now)) tasks.remove().work.run();
    else {
      caller.passed();
      called.passed();
    }
    return true;
  }
}
