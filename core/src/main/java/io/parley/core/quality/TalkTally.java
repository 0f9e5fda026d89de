package io.parley.core.quality;

import io.parley.core.quality.CallFigures.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Speaking times in a call. A beginning or an end may be told a moment after it was, but not
/// before the one before it. For one thread.
public final class TalkTally {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]++(?:['’.,-][\\p{L}\\p{N}]++)*+");

  /// In less time words a minute would say nothing.
  private static final Duration ENOUGH = Duration.ofSeconds(2);

  private final Party customer = new Party();
  private final Party agent = new Party();
  private final Instant began;
  private Duration both = Duration.ZERO;

  private static final class Party {
    private Instant since;
    private Duration spoken = Duration.ZERO;
    private long words;

    private void begins(Instant at) {
      if (since == null) since = at;
    }

    private Duration until(Instant at) {
      return since == null || at.isBefore(since) ? Duration.ZERO : Duration.between(since, at);
    }

    private void ends(Instant at) {
      spoken = spoken.plus(until(at));
      since = null;
    }

    private OptionalDouble wordsPerMinute() {
      return spoken.compareTo(ENOUGH) < 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(CallFigures.rounded(words * 60_000.0 / spoken.toMillis()));
    }
  }

  public TalkTally(Instant began) {
    this.began = began;
  }

  public void customerBegins(Instant at) {
    customer.begins(at);
  }

  public void customerEnds(Instant at) {
    ends(customer, agent, at);
  }

  public void agentBegins(Instant at) {
    agent.begins(at);
  }

  public void agentEnds(Instant at) {
    ends(agent, customer, at);
  }

  private void ends(Party ending, Party other, Instant at) {
    if (ending.since == null) return;
    // the other one goes on: what is left of both is counted at its end
    if (other.since != null) {
      var overlap = ending.until(at);
      var others = other.until(at);
      both = both.plus(overlap.compareTo(others) < 0 ? overlap : others);
    }
    ending.ends(at);
  }

  public void customerSaid(String words) {
    customer.words += words(words);
  }

  /// @param words that were heard
  public void agentSaid(String words) {
    agent.words += words(words);
  }

  static long words(String text) {
    return WORD.matcher(text).results().count();
  }

  /// The figures of the call that ends now.
  public Talk figures(Instant at, long lateTicks, long underruns) {
    customerEnds(at);
    agentEnds(at);
    var spoken = customer.spoken.plus(agent.spoken).minus(both);
    double length = Math.max(1, Duration.between(began, at).toMillis());
    return new Talk(
        CallFigures.seconds(customer.spoken),
        CallFigures.seconds(agent.spoken),
        customer.wordsPerMinute(),
        agent.wordsPerMinute(),
        CallFigures.rounded(Math.clamp(1 - spoken.toMillis() / length, 0, 1)),
        lateTicks,
        underruns);
  }
}
