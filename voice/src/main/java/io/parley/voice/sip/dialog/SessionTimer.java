package io.parley.voice.sip.dialog;

import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Headers;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.message.SipMessage;
import io.parley.voice.sip.message.Valued;
import io.parley.voice.sip.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;

/// Ends a call whose other end is gone without a word (RFC 4028): one end sends a request in every
/// half of an interval, and the other one ends the call when none comes.
///
/// @param interval zero when there is no timer
/// @param isOurs whether we send the requests
/// @param at when to send one, or to end the call
record SessionTimer(Duration interval, boolean isOurs, Instant at) {
  static final SessionTimer NONE = new SessionTimer(Duration.ZERO, false, Transaction.NEVER);

  /// The interval that we ask for.
  static final Duration WANTED = Duration.ofMinutes(30);

  /// The least that may be asked for (section 4).
  static final Duration LEAST = Duration.ofSeconds(90);

  private static final Duration MARGIN = Duration.ofSeconds(32);
  private static final String REFRESHER = "refresher";

  private static SessionTimer of(Duration interval, boolean isOurs, Instant at) {
    var third = interval.dividedBy(3);
    var margin = third.compareTo(MARGIN) < 0 ? third : MARGIN;
    return new SessionTimer(
        interval, isOurs, at.plus(isOurs ? interval.dividedBy(2) : interval.minus(margin)));
  }

  /// The same again after a refresh.
  SessionTimer restarted(Instant at) {
    return interval.isZero() ? this : of(interval, isOurs, at);
  }

  /// Headers of a request that asks for one.
  static Headers asked(Headers headers, Duration interval) {
    return headers
        .with(HeaderType.SESSION_EXPIRES, new Valued<>(interval.toSeconds(), Params.NONE))
        .with(HeaderType.MIN_SE, new Valued<>(LEAST.toSeconds(), Params.NONE));
  }

  /// Headers of a request that keeps this one up.
  Headers kept(Headers headers) {
    if (interval.isZero()) return headers;
    var params = Params.NONE.with(REFRESHER, isOurs ? "uac" : "uas");
    return headers.with(HeaderType.SESSION_EXPIRES, new Valued<>(interval.toSeconds(), params));
  }

  /// Whether a request asks for less than is allowed, so that 422 is due.
  static boolean isTooShort(SipMessage request) {
    return asks(request).compareTo(LEAST) < 0;
  }

  private static Duration asks(SipMessage message) {
    return message
        .headers()
        .first(HeaderType.SESSION_EXPIRES)
        .map(expires -> Duration.ofSeconds(expires.value()))
        .orElse(Duration.ofDays(1));
  }

  /// Of a request that the other end sent and we accept (section 9): with its interval if that is
  /// not longer than ours; none if it asks for none.
  static SessionTimer accepted(SipMessage request, Instant at) {
    var asked = request.headers().first(HeaderType.SESSION_EXPIRES);
    if (asked.isEmpty()) return NONE;
    var interval = asks(request).compareTo(WANTED) < 0 ? asks(request) : WANTED;
    // its own least time counts too
    var least =
        request.headers().first(HeaderType.MIN_SE).map(min -> Duration.ofSeconds(min.value()));
    if (least.isPresent() && least.get().compareTo(interval) > 0) interval = least.get();
    boolean canOther = request.headers().has(HeaderType.SUPPORTED, "timer");
    boolean wantsUs = asked.get().params().value(REFRESHER).filter("uas"::equals).isPresent();
    return of(interval, wantsUs || !canOther, at);
  }

  /// For the success that accepts it.
  Response in(Response response) {
    if (interval.isZero()) return response;
    var params = Params.NONE.with(REFRESHER, isOurs ? "uas" : "uac");
    var timed =
        response.with(HeaderType.SESSION_EXPIRES, new Valued<>(interval.toSeconds(), params));
    return isOurs ? timed : timed.with(HeaderType.REQUIRE, "timer");
  }

  /// Of the success of a request of ours (section 7.2).
  static SessionTimer answered(Response success, Instant at) {
    var given = success.headers().first(HeaderType.SESSION_EXPIRES);
    if (given.isEmpty()) return NONE;
    var interval = Duration.ofSeconds(Math.max(LEAST.toSeconds(), given.get().value()));
    boolean isOther = given.get().params().value(REFRESHER).filter("uas"::equals).isPresent();
    return of(interval, !isOther, at);
  }
}
