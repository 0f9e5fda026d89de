package io.parley.voice.sip.call;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.sessions.entry.Refusal;
import io.parley.sessions.entry.Refused;
import io.parley.voice.desk.NotPossible;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.dialog.CallEvent;
import java.time.Duration;

/// Why a call could not begin, in the words of SIP.
///
/// @param reason for our log: no words and no number
record RefusedCall(SipMeter.Refusal why, CallEvent.Refuse with, String reason) {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int NOBODY = 480;
  private static final int BUSY = 486;
  private static final int UNAVAILABLE = 503;

  static RefusedCall of(Throwable cause) {
    return switch (cause) {
      case Refused refused -> of(refused.refusal());
      case NotPossible e ->
          new RefusedCall(SipMeter.Refusal.NO_AGENT, new CallEvent.Refuse(NOBODY), e.getMessage());
      case SdpRefused e ->
          new RefusedCall(SipMeter.Refusal.DESCRIPTION, new CallEvent.Refuse(488), e.getMessage());
      case SipSound.NoPort e ->
          new RefusedCall(
              SipMeter.Refusal.NO_PORT, new CallEvent.Refuse(UNAVAILABLE, SOON), e.getMessage());
      default ->
          // without its message, which may hold anything
          new RefusedCall(
              SipMeter.Refusal.FAILED,
              new CallEvent.Refuse(500, SOON),
              cause.getClass().getSimpleName());
    };
  }

  private static RefusedCall of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Draining(var comeBack) ->
          new RefusedCall(
              SipMeter.Refusal.DRAINING,
              new CallEvent.Refuse(UNAVAILABLE, atLeastSoon(comeBack)),
              "this node drains");
      case Refusal.Stopped() ->
          new RefusedCall(
              SipMeter.Refusal.NO_AGENT,
              new CallEvent.Refuse(NOBODY),
              "the organisation is not served");
      case Refusal.Overloaded(var limit) -> limited(limit, SOON);
      case Refusal.Exceeded(var limit, _, var quota) -> limited(limit, reset(quota));
      case Refusal.Challenged(_, var quota) -> limited(Limit.CHALLENGE, reset(quota));
    };
  }

  /// Another node does not help a caller beyond their own limits, or those of the company: a trunk
  /// should not try it.
  private static RefusedCall limited(Limit limit, Duration comeBack) {
    boolean isOwn =
        switch (limit) {
          case CALLS_PER_ADDRESS,
              CALLS_PER_BLOCK,
              STARTS_PER_ADDRESS,
              STARTS_PER_BLOCK,
              ORGANISATION_SESSIONS,
              ORGANISATION_CALLS ->
              true;
          default -> false;
        };
    return new RefusedCall(
        SipMeter.Refusal.LIMIT,
        new CallEvent.Refuse(isOwn ? BUSY : UNAVAILABLE, comeBack),
        limit.sentence());
  }

  private static Duration reset(Quota quota) {
    return atLeastSoon(Duration.ofSeconds(Quota.seconds(quota.reset())));
  }

  private static Duration atLeastSoon(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(1)) < 0 ? SOON : duration;
  }
}
