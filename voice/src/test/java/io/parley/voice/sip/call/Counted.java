package io.parley.voice.sip.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The counts, in words.
final class Counted implements SipMeter {
  private final List<String> all = new ArrayList<>();

  List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public void refused(Refusal why) {
    all.add("refused " + why);
  }

  @Override
  public void keyed(KeyWay way) {
    all.add("keyed by " + way);
  }

  @Override
  public void cancelled() {
    all.add("cancelled");
  }

  @Override
  public void answered(Duration after) {
    all.add("answered after " + after.toMillis());
  }

  @Override
  public void wentOn() {
    all.add("went on");
  }

  @Override
  public void ended() {
    all.add("ended");
  }
}
