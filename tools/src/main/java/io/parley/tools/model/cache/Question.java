package io.parley.tools.model.cache;

import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.text.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A question that stands alone: only the agent's greeting precedes it, and the prompt holds no
/// memories of the customer. It is the key of its cached answer.
///
/// @param words normalised: the same for "How do I return shoes?" and " how do I RETURN shoes "
record Question(Space space, String words) {
  /// The greeting and the question.
  private static final int ALONE_MAX = 2;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");
  private static final String AROUND_ONE = "[\\s.,;:!?¿¡\"'“”„«»()]";
  private static final Pattern AROUND =
      Pattern.compile("^" + AROUND_ONE + "++|(?<!" + AROUND_ONE + ")" + AROUND_ONE + "++$");

  /// @return empty when the prompt holds more than one question and its tool results, or nothing
  ///   that could be compared
  static Optional<Question> of(Prompt prompt, KnowledgeVersion knowledge, int charactersMax) {
    var talk = new ArrayList<PromptMessage>(ALONE_MAX);
    for (var message : prompt.conversation()) {
      if (message instanceof ToolUse || message instanceof Named) continue;
      // a long conversation need not be read to its end
      if (talk.size() == ALONE_MAX) return Optional.empty();
      talk.add(message);
    }
    if (talk.isEmpty() || !(talk.getLast() instanceof Customer(var text))) return Optional.empty();
    if (text.length() > charactersMax) return Optional.empty();
    var greeting = greeting(talk.subList(0, talk.size() - 1));
    var version = knowledge.of(prompt.origin().session().tenant());
    if (greeting.isEmpty() || version.isEmpty()) return Optional.empty();
    return Optional.of(normalised(text))
        .filter(words -> !words.isEmpty())
        .map(words -> new Question(Space.of(prompt, version.getAsLong(), greeting.get()), words));
  }

  /// @return the agent's greeting, or an empty text; empty when anybody else spoke
  private static Optional<String> greeting(List<PromptMessage> before) {
    if (before.isEmpty()) return Optional.of("");
    return before.size() == 1 && before.getFirst() instanceof Assistant(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  /// Compatibility forms (Unicode NFKC), case, spaces, invisible characters and the punctuation
  /// around it make no difference.
  static String normalised(String text) {
    var one = UNSEEN.matcher(Unicode.nfkc(text)).replaceAll("");
    // to upper case and back is what comes nearest to case folding in the JDK: ß and ss, final
    // sigma
    var folded = Unicode.small(Unicode.capital(one)).replace('’', '\'');
    return AROUND.matcher(SPACES.matcher(folded).replaceAll(" ")).replaceAll("");
  }

  /// Hides the words: logs must not hold customers' questions.
  @Override
  public String toString() {
    return "Question[" + space.tenant() + ", " + words.length() + " characters]";
  }
}
