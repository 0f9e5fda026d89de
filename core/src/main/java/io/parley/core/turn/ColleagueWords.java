package io.parley.core.turn;

import java.util.List;
import java.util.stream.Stream;

/// Written words of colleagues of the company to the customer, who is in a call.
///
/// @param waiting what is still to be read out, in order
/// @param own the newest reply that was nothing but such words; 0 before
/// @param within the newest reply in whose middle they were read out; 0 before
/// @param leads whether a colleague answers the customer in place of the agent
record ColleagueWords(List<String> waiting, int own, int within, boolean leads) {
  /// More remain on the page.
  static final int WAITING_MAX = 16;

  static final ColleagueWords NONE = new ColleagueWords(List.of(), 0, 0, false);

  ColleagueWords {
    waiting = List.copyOf(waiting);
  }

  ColleagueWords plus(String words) {
    return waiting.size() < WAITING_MAX
        ? new ColleagueWords(
            Stream.concat(waiting.stream(), Stream.of(words)).toList(), own, within, leads)
        : this;
  }

  /// The first of them are read out in that reply, which is theirs.
  ColleagueWords readIn(int reply) {
    return new ColleagueWords(rest(), reply, within, leads);
  }

  /// The first of them are read out in the middle of that reply.
  ColleagueWords readWithin(int reply) {
    return new ColleagueWords(rest(), own, reply, leads);
  }

  /// None of them are read out.
  ColleagueWords dropped() {
    return new ColleagueWords(List.of(), own, within, leads);
  }

  ColleagueWords leading(boolean now) {
    return new ColleagueWords(waiting, own, within, now);
  }

  private List<String> rest() {
    return waiting.subList(1, waiting.size());
  }
}
