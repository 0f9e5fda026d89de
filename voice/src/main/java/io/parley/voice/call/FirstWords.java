package io.parley.voice.call;

import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.KeyMenu;
import java.util.Optional;

/// The agent's first words in a call.
///
/// @param greeting spoken first; @param menu of keys after it
public record FirstWords(Optional<String> greeting, Optional<KeyMenu> menu) {
  public static final FirstWords NONE = new FirstWords(Optional.empty(), Optional.empty());

  /// To a caller whose last call was lost: one sentence, and no menu.
  public static FirstWords saying(String words) {
    return new FirstWords(Optional.of(words), Optional.empty());
  }

  /// To a browser, which has no keys.
  public static FirstWords greeting(Texts agent) {
    return new FirstWords(agent.greeting(), Optional.empty());
  }

  /// To a telephone that calls.
  public static FirstWords toCaller(Texts agent) {
    return new FirstWords(agent.greeting(), agent.menu());
  }

  /// To somebody whom we call. A menu would be no way to begin.
  ///
  /// @param ordered the words of this call, if there are any
  public static FirstWords toCalled(Texts agent, Optional<String> ordered) {
    return new FirstWords(ordered.or(agent::opening).or(agent::greeting), Optional.empty());
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
