package io.parley.voice.sip.trunk;

import io.parley.voice.sip.dialog.LocalEnd;
import io.parley.voice.sip.message.Address;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipUri;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a trunk's other end answers, by OPTIONS (RFC 3261, section 11). A value: [#on] gives the
/// next one. Two misses in a row mean that it is down, one answer that it is up.
///
/// @param request the last one; empty before the first
/// @param isOpen whether it has no answer yet
/// @param misses in a row
/// @param due when [Event.Passed] is due
record Checking(
    Trunk trunk,
    LocalEnd end,
    Health health,
    Optional<Request> request,
    boolean isOpen,
    int misses,
    Instant due) {
  private static final int MISSES_MAX = 2;

  /// Of the other end.
  enum Health {
    /// Nothing is known yet.
    UNKNOWN,
    UP,
    DOWN
  }

  /// An event of a check.
  sealed interface Event {
    record Answered(Response response) implements Event {}

    /// No answer, or no way.
    record Failed() implements Event {}

    /// @param chance from 0 to 1, so that not all trunks are checked at once
    record Passed(double chance) implements Event {}
  }

  /// @param send what is to be sent, if anything
  record Step(Checking next, Optional<Request> send) {
    static Step of(Checking next) {
      return new Step(next, Optional.empty());
    }
  }

  /// The first one is due at once.
  static Checking start(Trunk trunk, LocalEnd end, Instant at) {
    return new Checking(trunk, end, Health.UNKNOWN, Optional.empty(), false, 0, at);
  }

  Step on(Event event, Instant at) {
    return switch (event) {
      case Event.Answered(var response) ->
          isOfLast(response) && response.isFinal() ? answered(response, at) : Step.of(this);
      case Event.Failed _ -> isOpen ? Step.of(missed(at)) : Step.of(this);
      case Event.Passed(double chance) -> at.isBefore(due) ? Step.of(this) : passed(chance, at);
    };
  }

  /// Our end towards another address of the host; its seed must be the same.
  Checking at(LocalEnd other) {
    return new Checking(trunk, other, health, request, isOpen, misses, due);
  }

  private boolean isOfLast(Response response) {
    return request.filter(last -> last.cseq().equals(response.cseq())).isPresent();
  }

  private Step answered(Response response, Instant at) {
    return switch (response.status()) {
      // it, or a proxy on the way, says that it cannot
      case 408, 502, 503, 504 -> isOpen ? Step.of(missed(at)) : Step.of(this);
      default ->
          Step.of(new Checking(trunk, end, Health.UP, request, false, 0, isOpen ? next(at) : due));
    };
  }

  private Instant next(Instant at) {
    return at.plus(trunk.checkEvery());
  }

  /// The second look comes soon.
  private Checking missed(Instant at) {
    int count = misses + 1;
    boolean isDown = count >= MISSES_MAX;
    return new Checking(
        trunk,
        end,
        isDown ? Health.DOWN : health,
        request,
        false,
        count,
        isDown ? next(at) : at.plus(soon()));
  }

  private Duration soon() {
    var second = Duration.ofSeconds(1);
    return trunk.checkEvery().compareTo(second) < 0 ? trunk.checkEvery() : second;
  }

  private Step passed(double chance, Instant at) {
    if (isOpen) return Step.of(missed(at));
    var target = trunk.target().orElseThrow();
    var host = target.host();
    var to = new Address(new SipUri(false, "", "", host.host(), host.port(), Params.NONE, ""));
    long number = request.map(last -> last.cseq().number() + 1).orElse(1L);
    var options = Way.of(trunk).request(Method.OPTIONS, host, to, end, number);
    var patience = target.patience();
    // a tenth of the interval, more or less
    var shift = Duration.ofMillis(Math.round(trunk.checkEvery().toMillis() * 0.1 * chance));
    return new Step(
        new Checking(
            trunk, end, health, Optional.of(options), true, misses, at.plus(patience).plus(shift)),
        Optional.of(options));
  }
}
