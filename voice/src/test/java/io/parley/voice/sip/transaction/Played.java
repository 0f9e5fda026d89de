package io.parley.voice.sip.transaction;

import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.transaction.Transaction.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A transaction under manual time, and what it did: `500 send INVITE`, in milliseconds since it
/// began.
final class Played {
  static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");

  private final List<String> log = new ArrayList<>();
  private Transaction transaction;
  private Instant now = BEGIN;

  Played(Function<Instant, Step> start) {
    take(start.apply(now));
  }

  private void take(Step step) {
    transaction = step.next();
    for (var action : step.actions())
      log.add(Duration.between(BEGIN, now).toMillis() + " " + named(action));
  }

  private static String named(Action action) {
    return switch (action) {
      case Action.Send(var message) -> "send " + named(message);
      case Action.Deliver(var message) -> "deliver " + named(message);
      case Action.TimedOut _ -> "timed out";
      case Action.Unreachable _ -> "unreachable";
    };
  }

  private static String named(SipMessage message) {
    return switch (message) {
      case Request request -> request.method();
      case Response response -> Integer.toString(response.status());
    };
  }

  Played on(Event event) {
    take(transaction.on(event, now));
    return this;
  }

  Played receive(SipMessage message) {
    return on(new Event.Received(message));
  }

  Played answer(Response response) {
    return on(new Event.Answer(response));
  }

  /// Wakes the transaction whenever it wants to be.
  Played pass(long millis) {
    var end = now.plusMillis(millis);
    while (!transaction.due().isAfter(end)) {
      now = transaction.due();
      on(new Event.Passed());
    }
    now = end;
    return this;
  }

  /// Its deeds since the last call of this.
  List<String> did() {
    var did = List.copyOf(log);
    log.clear();
    return did;
  }

  Transaction transaction() {
    return transaction;
  }
}
