package io.parley.tools.model.offline;

import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An answer that was said in part, and the customer wants to hear more of it.
///
/// @param talk the conversation as it was when the question was asked
/// @param said everything that was said of the answer
record GoingOn(Conversation talk, String said) {

  static Optional<GoingOn> of(Conversation talk, Languages languages) {
    var before = talk.before();
    var asked = talk.asked();
    var said = new StringBuilder();
    int end = before.size();
    while (end > 0
        && languages.wantMore(String.join(" ", asked))
        && before.get(end - 1) instanceof Assistant(var text)
        && languages.hasMore(text)) {
      int from = end - 1;
      while (from > 0 && before.get(from - 1) instanceof Customer) from--;
      said.insert(0, text + "\n");
      asked = words(before.subList(from, end - 1));
      end = from;
    }
    return said.isEmpty() || asked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GoingOn(
                new Conversation(before.subList(0, end), asked, talk.uses(), talk.language()),
                said.toString()));
  }

  private static List<String> words(List<PromptMessage> messages) {
    return messages.stream()
        .flatMap(m -> m instanceof Customer(var text) ? Stream.of(text) : Stream.empty())
        .toList();
  }
}
