package io.parley.voice.sip.dial;

import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.call.SipCalls;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.transport.Wire;
import io.parley.voice.sip.trunk.Trunks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// Dependencies of calls out.
///
/// @param port its thread and its calls; @param media their sound
/// @param expected addresses that are called without a trunk
/// @param delays runs something later, in any thread
public record DialParts(
    Port port,
    Trunks trunks,
    Locator locator,
    Media media,
    CalledAddresses expected,
    BiConsumer<Duration, Runnable> delays) {

  /// @param seeds unguessable and unique, tokens
  public record Port(
      Wire wire,
      SipCalls calls,
      Supplier<String> seeds,
      Elsewhere elsewhere,
      InstantSource clock) {}

  /// @param end where others reach our ports of sound
  public record Media(SipSound.Parts parts, OwnEnd end) {}

  /// Does something in the port's thread.
  ///
  /// @return fails as it does
  <T> CompletionStage<T> inPort(Supplier<T> work) {
    var done = new CompletableFuture<T>();
    port.wire()
        .execute(
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }
}
