package io.parley.tools.model.offline;

import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.model.ToolRequest;
import io.parley.tools.json.Jackson;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A prompt's messages, read for an answer.
///
/// @param before everything up to the newest words of the customer, without tool calls
/// @param asked the customer's messages since the last answer, oldest first
/// @param uses the tool calls of this turn, in the order in which they were asked for
/// @param language that the customer is spoken to in, where it is known: a BCP 47 tag
record Conversation(
    List<PromptMessage> before, List<String> asked, List<ToolUse> uses, Optional<String> language) {

  static Conversation of(Prompt prompt) {
    var spoken = prompt.conversation().stream().filter(m -> !(m instanceof ToolUse)).toList();
    int first = spoken.size();
    while (first > 0 && spoken.get(first - 1) instanceof Customer) first--;
    var asked =
        spoken.subList(first, spoken.size()).stream()
            .flatMap(m -> m instanceof Customer(var text) ? Stream.of(text) : Stream.empty())
            .toList();
    return new Conversation(
        List.copyOf(spoken.subList(0, first)), asked, prompt.uses(), prompt.language());
  }

  /// The result of the call that a wish needs. It is identified by tool and arguments, for results
  /// come in any order and another model may have made other calls in this turn. A ticket is
  /// identified by its tool alone: one turn opens one, whatever its text.
  Optional<ToolUse> use(ToolRequest wanted) {
    return uses.stream()
        .filter(use -> use.call().tool().equals(wanted.tool()))
        .filter(
            use ->
                wanted.tool().equals(Wish.TICKET_TOOL)
                    || Jackson.tree(use.call().arguments())
                        .equals(Jackson.tree(wanted.arguments())))
        .findFirst();
  }

  /// Our last reply, if nobody else spoke after it.
  Optional<String> lastReply() {
    return !before.isEmpty() && before.getLast() instanceof Assistant(var text)
        ? Optional.of(text)
        : Optional.empty();
  }

  List<String> replies() {
    return before.stream()
        .flatMap(m -> m instanceof Assistant(var text) ? Stream.of(text) : Stream.empty())
        .toList();
  }

  /// The customer's messages before our last reply, oldest first.
  List<String> questions() {
    return before.stream()
        .flatMap(m -> m instanceof Customer(var text) ? Stream.of(text) : Stream.empty())
        .toList();
  }

  /// Facts about the customer from earlier conversations.
  List<String> facts() {
    return before.stream()
        .flatMap(m -> m instanceof Remembered(var memories) ? memories.stream() : Stream.empty())
        .filter(memory -> memory.kind() == MemoryKind.SEMANTIC)
        .map(Memory::text)
        .toList();
  }

  /// How the customer wants to be addressed.
  Optional<String> name() {
    return before.stream()
        .flatMap(m -> m instanceof Named(var name) ? Stream.of(name) : Stream.empty())
        .findFirst();
  }
}
