package io.parley.voice.call;

import io.parley.core.agent.KeyMenu;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.ReplyQuestion;
import io.parley.core.speech.TextToSpeech.Utterance;
import io.parley.core.turn.Line;
import io.parley.core.turn.SpeechGate;
import io.parley.core.turn.TurnSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of one call.
///
/// @param id of the call, in addresses and in readers' frames
/// @param gate when speech begins and ends; @param lines spoken without asking a model
/// @param fillers said in turn when a reply takes longer than `fillAfter`, and each `fillAgain`
///   after that; may be empty
/// @param openings said in turn before longer answers (see [Openings]); may be empty
/// @param greets whether the agent speaks first; @param menu of keys after its greeting
/// @param lengthMax the longest duration of the call
/// @param asks words of the agent's requests, and the kinds of answer to them
public record CallPlan(
    String id,
    TurnSettings turns,
    SpeechGate.Settings gate,
    Map<Line, String> lines,
    List<String> fillers,
    List<String> openings,
    Duration fillAfter,
    Duration fillAgain,
    boolean greets,
    Optional<KeyMenu> menu,
    Duration lengthMax,
    List<AskedFor> asks) {
  /// Of an agent whose requests are read by rules alone.
  public CallPlan(
      String id,
      TurnSettings turns,
      SpeechGate.Settings gate,
      Map<Line, String> lines,
      List<String> fillers,
      List<String> openings,
      Duration fillAfter,
      Duration fillAgain,
      boolean greets,
      Optional<KeyMenu> menu,
      Duration lengthMax) {
    this(
        id, turns, gate, lines, fillers, openings, fillAfter, fillAgain, greets, menu, lengthMax,
        List.of());
  }

  public CallPlan {
    asks = List.copyOf(asks);
    lines = Map.copyOf(lines);
    fillers = List.copyOf(fillers);
    openings = List.copyOf(openings);
    for (var line : Line.values())
      if (!lines.containsKey(line))
        throw new IllegalArgumentException(
            "lines: no %s (expected: words for each)".formatted(line));
  }

  /// The same, for words of which no part is kept back.
  CallPlan saidWhole() {
    var whole = new EnumMap<>(lines);
    whole.put(Line.GO_ON, "");
    return new CallPlan(
        id, turns, gate, whole, fillers, List.of(), fillAfter, fillAgain, greets, menu, lengthMax,
        asks);
  }

  /// The words of a line of the call itself.
  String[] words(Line line) {
    var text = lines.get(line);
    if (line != Line.GREETING || menu.isEmpty()) return new String[] {text};
    var prompt = menu.get().prompt();
    return text.isBlank() ? new String[] {prompt} : new String[] {text + " ", prompt};
  }

  /// The greeting may ask for something, as a reply does: "What is your order number?" An offer
  /// ("Can I help you?") is no closed question, and where a menu follows, keys answer.
  ///
  /// @return empty for anything
  Optional<Expectation> asksFor(Line line) {
    if (line != Line.GREETING || menu.isPresent()) return Optional.empty();
    var asked = ReplyQuestion.expects(lines.get(line), language(), asks);
    boolean isHint = !asked.equals(Expectation.FREE) && !asked.equals(Expectation.YES_OR_NO);
    return Optional.of(asked).filter(_ -> isHint);
  }

  String language() {
    return turns.language();
  }

  /// A delay that timers accept.
  static Duration positive(Duration delay) {
    return delay.isPositive() ? delay : Duration.ofNanos(1);
  }

  static Utterance utterance(String text, String language) {
    return new Utterance(text, language, "", 1);
  }
}
