package io.parley.voice.leg;

import io.parley.core.session.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// One end of a call, which may have several: a browser, or a telephone. Both directions have one
/// channel of 16-bit samples at one sample rate, and move by ticks of 20 ms of the call's clock:
/// each tick takes incoming sound and gives sound to play, in one thread at a time. Neither ever
/// waits for the network.
public interface Leg {
  /// The length of a tick.
  Duration TICK = Duration.ofMillis(20);

  /// The channel of words from this leg.
  default Channel channel() {
    return Channel.VOICE;
  }

  /// By which way calls with such legs come, for figures: `webrtc`, `socket`, `sip`, or a
  /// provider's name.
  default String way() {
    return "other";
  }

  /// In Hz, one of [io.parley.core.speech.AudioFrame#SAMPLE_RATES].
  int sampleRate();

  /// Samples of a tick.
  default int frameSamples() {
    return sampleRate() / 50;
  }

  /// Completes when sound can go both ways. Sound played before is lost.
  default CompletionStage<Void> ready() {
    return CompletableFuture.completedStage(null);
  }

  /// Sets the listener for the other end's events, called in the leg's own threads. To be called
  /// once. It gets the events before, too: a caller may press a key before the call has begun.
  default void listen(Consumer<LegEvent> listener) {
    // an end without events but sound and its end
  }

  /// Writes the 20 ms that are due into `frame`; lost sound is concealed.
  ///
  /// @param frame of [#frameSamples]
  /// @return whether there was sound; otherwise the frame is unchanged
  boolean hear(short[] frame);

  /// Sends 20 ms of sound, which is only read, and not after this returns.
  void play(short[] frame);

  /// There is nothing to play in this tick: the other end hears silence.
  void rest();

  /// Presses a key for the other end, after those that wait. While keys are pressed, sound that is
  /// played is dropped.
  ///
  /// @param key `0` to `9`, `*`, `#`, `A` to `D`; @param length 40 ms to 20 s
  /// @return false when it is not pressed: too many wait already, or there is no way
  default boolean press(char key, Duration length) {
    return false;
  }

  /// Discards sound that the other end has received and not played. No effect where it buffers
  /// none.
  void forget();

  /// How long sound takes from [#play] to the ear, as far as known.
  Duration delay();

  /// How long nothing of any kind has come from the other end; zero where that is unknown. An end
  /// that works sends all the time, silence too.
  default Duration silentFor() {
    return Duration.ZERO;
  }

  LegStats stats();

  /// Ends it. Idempotent.
  void close();

  /// Ends it because this node drains: the other end may reconnect to another one.
  default void leave() {
    close();
  }

  /// Completes when the leg is over, whoever ended it.
  CompletionStage<Gone> gone();

  enum Gone {
    /// By [#close].
    CLOSED,
    /// The other end said goodbye.
    HUNG_UP,
    /// No more packets or frames came.
    LOST
  }
}
