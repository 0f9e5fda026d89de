package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.turn.Playout;
import java.time.Duration;

/// The sound of one reply on its way to the ear. The call's actor puts sound in, the media clock
/// takes 20 ms at a time out, and how far it has come tells what was heard. Nobody waits: both
/// sides hold the lock for as long as a frame takes to be copied.
final class Player {

  /// What the ticks notice. Called in the media clock's thread.
  interface Listener {
    /// The reply can be heard: its first sound of all, or the first after [#dry].
    void sounds(int reply);

    /// The reply is not over, but there is nothing of it to play.
    void dry(int reply);

    /// All of it was played.
    void over(int reply);
  }

  private final int frameSamples;
  private final Listener listener;
  private final LegFrames frames;
  private final LegFrames filler;
  private Playout playout = Playout.NOTHING;
  private int reply;
  private long played;

  /// Ticks without any of the reply's sound since the last of it.
  private long rested;

  private boolean sounding;
  private boolean whole;
  private boolean held;

  /// @param sampleRate of the leg, in Hz
  Player(int sampleRate, Listener listener) {
    this.frameSamples = sampleRate / 50;
    this.listener = listener;
    this.frames = new LegFrames(sampleRate);
    this.filler = new LegFrames(sampleRate);
  }

  /// Sound of this reply follows; there is none of another any more.
  synchronized void begin(int number) {
    frames.clear();
    filler.clear();
    playout = Playout.NOTHING;
    reply = number;
    played = 0;
    rested = 0;
    sounding = false;
    whole = false;
    held = false;
  }

  /// The next sound says this.
  synchronized void clause(String text) {
    frames.fillUp();
    playout = playout.plus(new Playout.Clause(text, Duration.ZERO));
  }

  synchronized void sound(AudioFrame frame) {
    playout = playout.lengthened(frame.length());
    frames.add(frame);
  }

  /// The sound of the last clause broke off: only `said` of it is there.
  synchronized void brokenOff(String said) {
    frames.fillUp();
    playout = playout.lastSays(said);
  }

  /// There will be no more of the reply.
  synchronized void complete() {
    frames.fillUp();
    whole = true;
  }

  /// Something to fill a silence with, which is no part of the reply and is left out as soon as
  /// there is sound of that.
  synchronized void fill(AudioFrame frame) {
    if (frames.isEmpty()) filler.add(frame);
  }

  /// What fills the silence is not heard any more.
  synchronized void stopFilling() {
    filler.clear();
  }

  /// There is no more of what fills the silence.
  synchronized void filled() {
    filler.fillUp();
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void resume() {
    held = false;
  }

  /// How much of the reply was played.
  synchronized Duration position() {
    return MediaClock.ticks(played);
  }

  /// The text of the reply that has reached the ear.
  ///
  /// @param delay how long sound takes to get there: what is under way arrives while nothing
  ///   follows
  synchronized String heard(Duration delay) {
    var underway = delay.minus(MediaClock.ticks(rested));
    return playout.heard(underway.isPositive() ? position().minus(underway) : position());
  }

  /// How much sound waits to be played.
  synchronized Duration waiting() {
    return MediaClock.ticks(frames.ticks());
  }

  /// Ends the reply, and forgets its sound.
  synchronized void stop() {
    begin(0);
  }

  /// The next 20 ms, in the media clock's thread.
  ///
  /// @return whether there is anything to be heard
  boolean next(short[] frame) {
    int number;
    boolean begins = false;
    boolean dry = false;
    boolean over = false;
    boolean audible;
    synchronized (this) {
      number = reply;
      var sound = held ? null : frames.poll();
      if (sound != null) {
        filler.clear();
        played++;
        rested = 0;
        begins = !sounding;
        sounding = true;
      } else if (!held) {
        rested++;
        over = number > 0 && whole;
        dry = sounding && !over;
        sounding = false;
        sound = filler.poll();
      }
      if (over) isOver();
      audible = sound != null;
      if (audible) System.arraycopy(sound, 0, frame, 0, frameSamples);
    }
    if (begins) listener.sounds(number);
    if (dry) listener.dry(number);
    if (over) listener.over(number);
    return audible;
  }

  /// What was heard of it may still be asked, for whoever interrupts it does not know yet.
  private void isOver() {
    reply = 0;
    whole = false;
  }
}
