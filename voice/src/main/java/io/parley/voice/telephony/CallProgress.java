package io.parley.voice.telephony;

import io.parley.core.dial.CallOutId;
import java.time.Duration;
import java.util.Optional;

/// A provider's report about a call, most often one that we placed.
///
/// @param provider such as `twilio`; @param call the provider's id of it
/// @param length of the conversation, once it is over
/// @param number of the report within the call, where the provider counts them: reports may come in
///   another order
/// @param order that the call was placed for, where the provider repeats it
public record CallProgress(
    String provider,
    String call,
    Status status,
    Optional<Duration> length,
    Optional<Long> number,
    Optional<CallOutId> order) {

  /// Of a call that is known by the provider's id alone.
  public CallProgress(
      String provider,
      String call,
      Status status,
      Optional<Duration> length,
      Optional<Long> number) {
    this(provider, call, status, length, number, Optional.empty());
  }

  /// The same, of a call that was placed for this order.
  public CallProgress of(CallOutId order) {
    return new CallProgress(provider, call, status, length, number, Optional.of(order));
  }

  /// The course of a call.
  public enum Status {
    QUEUED,
    INITIATED,
    RINGING,
    ANSWERED,
    COMPLETED,
    /// Over; its provider does not tell whether it was answered.
    OVER,
    BUSY,
    NO_ANSWER,
    FAILED,
    CANCELED;

    /// Whether nothing follows.
    public boolean isFinal() {
      return switch (this) {
        case QUEUED, INITIATED, RINGING, ANSWERED -> false;
        case COMPLETED, OVER, BUSY, NO_ANSWER, FAILED, CANCELED -> true;
      };
    }
  }
}
