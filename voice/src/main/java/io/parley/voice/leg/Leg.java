package io.parley.voice.leg;

import io.parley.core.session.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// One end of a call, which may have several: a browser, or a telephone. Both directions have one
/// channel of 16-bit samples at one sample rate, and move by ticks of 20 ms, which the call's clock
/// gives: with each tick it takes what was heard and gives what is to be played, in one thread at a
/// time. Neither ever waits for the network.
public interface Leg {
  /// How long what moves at a time lasts.
  Duration TICK = Duration.ofMillis(20);

  /// Under which the session stores words that come from here.
  default Channel channel() {
    return Channel.VOICE;
  }

  /// In Hz, one of [io.parley.core.speech.AudioFrame#SAMPLE_RATES].
  int sampleRate();

  /// Samples of a tick.
  default int frameSamples() {
    return sampleRate() / 50;
  }

  /// Completes when sound can go both ways. What is played before is lost.
  default CompletionStage<Void> ready() {
    return CompletableFuture.completedStage(null);
  }

  /// Tells what the other end does from now on, in the leg's own threads. Called once.
  default void listen(Consumer<LegEvent> listener) {
    // an end that does nothing but make sound and leave
  }

  /// Writes the 20 ms that are due into `frame`; what is lost is concealed.
  ///
  /// @param frame of [#frameSamples]
  /// @return whether there was sound; without, the frame is left as it was
  boolean hear(short[] frame);

  /// Sends 20 ms of sound, which is only read, and not after this returns.
  void play(short[] frame);

  /// There is nothing to play in this tick: the other end hears silence.
  void rest();

  /// What the other end holds of the sound that it got and has not played is not to be heard any
  /// more. Where it holds none, nothing is done.
  void forget();

  /// How long sound takes from [#play] to the ear, as well as it is known.
  Duration delay();

  LegStats stats();

  /// Ends it; more than once does no harm.
  void close();

  /// Ends it because this node goes away: the other end may begin anew on another one.
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
    /// Nothing came from there any more.
    LOST
  }
}
