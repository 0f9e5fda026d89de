package io.parley.voice.call;

/// What is heard while a caller is on hold and a colleague is asked: callers hear music, the
/// colleague the summary, and nobody hears anybody. Runs in the media clock's thread.
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
}
