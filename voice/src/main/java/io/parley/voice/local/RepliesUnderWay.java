package io.parley.voice.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The replies that the good voice says at the moment, in all calls of the node. Thread safe.
final class RepliesUnderWay {
  /// When the requested sound of a call's reply will have been played, in milliseconds.
  private final Map<ChosenVoice, Long> until = new ConcurrentHashMap<>();

  /// How many other calls are being spoken to.
  int beside(ChosenVoice call, long now) {
    until.values().removeIf(end -> end <= now);
    return until.size() - (until.containsKey(call) ? 1 : 0);
  }

  void lasts(ChosenVoice call, long end) {
    until.put(call, end);
  }

  void over(ChosenVoice call) {
    until.remove(call);
  }
}
