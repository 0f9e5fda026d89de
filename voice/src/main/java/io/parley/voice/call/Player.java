package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.turn.Playout;
import java.time.Duration;

/// The sound of one reply on its way to the ear. The call's actor adds sound, the media clock takes
/// out 20 ms at a time, and the position tells what was heard. Both sides hold the lock only while
/// a frame is copied.
final class Player {

  /// Events of the ticks. Called in the media clock's thread.
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
  private final PlayedSound past = new PlayedSound();
  private Playout playout = Playout.NOTHING;
  private int reply;
  private long played;

  /// Ticks without any of the reply's sound since the last of it.
  private long rested;

  // of the tick under way, in the media clock's thread
  private int reported;
  private boolean begins;
  private boolean dry;
  private boolean over;

  private boolean sounding;
  private boolean whole;
  private boolean held;
  private boolean lineIsDead;

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
    past.clear();
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
    past.startsAt(played + frames.ticks());
    playout = playout.plus(new Playout.Clause(text, Duration.ZERO));
  }

  void sound(AudioFrame frame) {
    // a tick must not wait until a long frame is converted
    var converted = frames.convert(frame);
    synchronized (this) {
      playout = playout.lengthened(frame.length());
      frames.add(converted);
    }
  }

  /// The sound of the last clause broke off: only `said` of it is there.
  synchronized void brokenOff(String said) {
    frames.fillUp();
    playout = playout.lastSays(said);
  }

  /// The reply has no more sound.
  synchronized void complete() {
    frames.fillUp();
    whole = true;
  }

  /// Sound that fills a silence: it is no part of the reply, and is dropped as soon as the reply
  /// has sound.
  synchronized void fill(AudioFrame frame) {
    // engines' threads bring it, in place of each other, and so convert it under the lock
    if (frames.isEmpty()) filler.add(filler.convert(frame));
  }

  /// Drops the filler.
  synchronized void stopFilling() {
    filler.clear();
  }

  /// The filler has no more sound.
  synchronized void filled() {
    filler.fillUp();
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void resume() {
    held = false;
  }

  /// Nothing reaches the customer. The clause that sounded when the line died, and all after it, do
  /// not count as played; the reply waits.
  ///
  /// @param unheard how much of the latest sound was not heard
  synchronized void lineDied(Duration unheard) {
    lineIsDead = true;
    filler.clear();
    var ticks = unheard.dividedBy(MediaClock.ticks(1)) - rested;
    if (reply == 0 || ticks <= 0) return;
    var again = past.from(Math.max(0, played - ticks));
    frames.putBack(again);
    played -= again.size();
  }

  synchronized void lineRevived() {
    lineIsDead = false;
  }

  /// How much of the reply was played.
  synchronized Duration position() {
    return MediaClock.ticks(played);
  }

  /// The text of the reply that the customer has heard.
  ///
  /// @param delay how long sound takes to the customer: sound under way still arrives while none
  ///   follows
  synchronized String heard(Duration delay) {
    var underway = delay.minus(MediaClock.ticks(rested));
    return playout.heard(underway.isPositive() ? position().minus(underway) : position());
  }

  /// How much sound waits to be played.
  synchronized Duration waiting() {
    return MediaClock.ticks(frames.ticks());
  }

  /// Whether the reply has begun and is not over: it sounds, is held, or has a gap.
  synchronized boolean isUnderWay() {
    return reply > 0 && played > 0;
  }

  /// Whether there is sound of the reply, played or not.
  synchronized boolean hasSound() {
    return reply > 0 && (played > 0 || frames.ticks() > 0);
  }

  /// Whether there is nothing to play, and nothing sounds.
  synchronized boolean isDry() {
    return !sounding && !held && !lineIsDead && frames.ticks() == 0;
  }

  /// Ends the reply, and forgets its sound.
  synchronized void stop() {
    begin(0);
  }

  /// The next 20 ms, in the media clock's thread, with the events of this tick.
  ///
  /// @param doubtful whether the customer may hear nothing: then the reply does not end yet
  /// @return whether there is sound
  boolean next(short[] frame, boolean doubtful) {
    boolean audible = take(frame, doubtful);
    report();
    return audible;
  }

  /// The same without the events: [#report] follows, once the sound has left.
  boolean take(short[] frame, boolean doubtful) {
    begins = false;
    dry = false;
    over = false;
    synchronized (this) {
      reported = reply;
      boolean pauses = held || lineIsDead;
      var sound = pauses ? null : frames.poll();
      if (sound != null) {
        filler.clear();
        played++;
        past.add(sound);
        rested = 0;
        begins = !sounding;
        sounding = true;
      } else if (!pauses) {
        rested++;
        over = reply > 0 && whole && !doubtful;
        dry = sounding && !whole;
        sounding &= whole && doubtful;
        sound = filler.poll();
      }
      if (over) isOver();
      if (sound != null) System.arraycopy(sound, 0, frame, 0, frameSamples);
      return sound != null;
    }
  }

  /// Tells the listener of the events of the latest [#take]: what it learns has happened by then.
  void report() {
    if (begins) listener.sounds(reported);
    if (dry) listener.dry(reported);
    if (over) listener.over(reported);
  }

  /// Keeps the heard text: an interruption that is under way may still ask for it.
  private void isOver() {
    reply = 0;
    whole = false;
  }
}
