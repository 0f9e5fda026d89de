package io.parley.voice.telephony;

import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Calls that we place through a provider. Stages fail with [TelephonyFailure].
public interface OutboundCalls {

  /// A call to be placed.
  ///
  /// @param key the same for every attempt at one call: it is dialled once. The provider repeats it
  ///   in its reports, where it can
  /// @param from one of our numbers; @param to the number to dial, both as E.164
  /// @param agent who speaks; empty for the tenant's default one
  /// @param language a BCP 47 tag; empty for the agent's preferred one
  /// @param ring after so long without an answer it is given up
  record Order(
      TenantId tenant,
      String key,
      String from,
      String to,
      Optional<String> agent,
      Optional<String> language,
      Duration ring) {}

  /// A number as providers take it: E.164, with the plus.
  ///
  /// @return the number
  /// @throws IllegalArgumentException for another form; the message does not show it
  static String requireNumber(String number) {
    if (!number.matches("\\+[1-9][0-9]{1,14}"))
      throw new IllegalArgumentException("a number of another form (expected: +493012345)");
    return number;
  }

  /// The outcome of an order.
  sealed interface Placed {
    /// @param call the provider's id of the call
    record Dialled(String call) implements Placed {}

    /// An earlier attempt with this key has dialled, or died while it did: nothing was done now.
    record Repeated() implements Placed {}

    /// The key came before with another order.
    record KeyReused() implements Placed {}
  }

  CompletionStage<Placed> place(Order order);

  /// Ends a call, also one that still rings.
  CompletionStage<Void> hangUp(String call);

  /// Asks the provider how a call goes.
  ///
  /// @return empty when it knows no such call, or not any more
  CompletionStage<Optional<CallProgress>> look(String call);

  /// Connects the other end of a call with a number; our part of the call ends.
  ///
  /// @param callerId one of our numbers that is shown there; empty for the caller's own
  CompletionStage<Void> transfer(String call, String number, Optional<String> callerId);

  /// The same with the caller's own number, for a caller who comes back.
  ///
  /// @param next asked by the provider when nobody has answered there, or their talk is over
  /// @return fails with [UnsupportedOperationException] where no address is asked
  default CompletionStage<Void> transferReturning(String call, String number, URI next) {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException("a call that was handed over asks nothing"));
  }

  /// Has the provider bring the sound of a call to a socket once more, in place of what it does.
  ///
  /// @param parameters shown as it opens the socket
  /// @return completes when the provider does so; fails with [UnsupportedOperationException] where
  ///   it cannot
  default CompletionStage<Void> reconnect(String call, URI socket, Map<String, String> parameters) {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException("a call's sound is connected once"));
  }

  /// A message for an answering machine.
  ///
  /// @param order that the call was placed for; @param text as it is written
  /// @param language a BCP 47 tag
  record Message(CallOutId order, String text, String language) {}

  /// Has the provider speak a message in a call in which it speaks itself, in place of the
  /// conversation, and end the call behind it.
  ///
  /// @return completes when the provider will speak it; fails with [UnsupportedOperationException]
  ///   where the sound is ours
  default CompletionStage<Void> leave(String call, Message message) {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException("messages are spoken on the call's leg"));
  }
}
