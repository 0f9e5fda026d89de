package io.parley.voice.call;

import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.KeyMenu;
import io.parley.core.speech.AskedFor;
import java.util.List;
import java.util.Optional;

/// The agent's first words in a call.
///
/// @param greeting spoken first; @param menu of keys after it
/// @param asks words of its later requests, and the kinds of answer to them
public record FirstWords(Optional<String> greeting, Optional<KeyMenu> menu, List<AskedFor> asks) {
  public static final FirstWords NONE =
      new FirstWords(Optional.empty(), Optional.empty(), List.of());

  public FirstWords {
    asks = List.copyOf(asks);
  }

  /// To a caller whose last call was lost: one sentence, and no menu.
  public FirstWords saying(String words) {
    return new FirstWords(Optional.of(words), Optional.empty(), asks);
  }

  /// In a session in which they were said before.
  public FirstWords unsaid() {
    return new FirstWords(Optional.empty(), Optional.empty(), asks);
  }

  /// To a browser, which has no keys.
  public static FirstWords greeting(Texts agent) {
    return new FirstWords(agent.greeting(), Optional.empty(), agent.asks());
  }

  /// To a telephone that calls.
  public static FirstWords toCaller(Texts agent) {
    return new FirstWords(agent.greeting(), agent.menu(), agent.asks());
  }

  /// To somebody whom we call. A menu would be no way to begin.
  ///
  /// @param ordered the words of this call, if there are any
  public static FirstWords toCalled(Texts agent, Optional<String> ordered) {
    return new FirstWords(
        ordered.or(agent::opening).or(agent::greeting), Optional.empty(), agent.asks());
  }

  /// Whether there is anything to say.
  boolean isAny() {
    return greeting.isPresent() || menu.isPresent();
  }

  /// All of it, as one text.
  public Optional<String> text() {
    if (menu.isEmpty()) return greeting;
    var prompt = menu.get().prompt();
    return Optional.of(greeting.map(words -> words + " " + prompt).orElse(prompt));
  }
}
