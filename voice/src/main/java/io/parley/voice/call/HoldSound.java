package io.parley.voice.call;

/// The sound while somebody is on hold: by us, as a colleague is asked, or by one of two people who
/// were connected. Nobody hears anybody meanwhile. Runs in the media clock's thread.
final class HoldSound {
  private final HoldMusic.Loop music;
  private final Player brief;
  private final short[] tune;
  private final short[] said;
  private final short[] unheard;

  HoldSound(HoldMusic.Loop music, Player brief, int frameSamples) {
    this.music = music;
    this.brief = brief;
    this.tune = new short[frameSamples];
    this.said = new short[frameSamples];
    this.unheard = new short[frameSamples];
  }

  /// A colleague is asked: callers hear music, the colleague the summary.
  void tick(CallLeg[] legs) {
    boolean plays = music.next(tune);
    boolean speaks = brief.next(said, false);
    for (var leg : legs) {
      // taken all the same: otherwise the sound of the whole wait would be heard after it
      leg.hear(unheard);
      boolean isHeard = leg.isCustomers() ? plays : speaks;
      if (isHeard) leg.play(leg.isCustomers() ? tune : said);
      else leg.rest();
    }
  }

  /// People are connected. Once all but one of them have put the call on hold, the last one hears
  /// music.
  ///
  /// @return whether it is so; otherwise nothing was done in this tick
  boolean tickAmongPeople(CallLeg[] legs) {
    if (!isOneLeft(legs)) return false;
    boolean plays = music.next(tune);
    for (var leg : legs) {
      leg.hear(unheard);
      // an end that holds is sent nothing
      if (plays) leg.play(tune);
      else leg.rest();
    }
    return true;
  }

  private static boolean isOneLeft(CallLeg[] legs) {
    int held = 0;
    for (var leg : legs) if (leg.isHeld()) held++;
    return held > 0 && legs.length - held <= 1;
  }
}
