package io.parley.tools.model.langchain;

import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryKind;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Background for the model that nobody said in this conversation. It is never part of the
/// instructions: it is a message of its own before the conversation, in blocks of data that the
/// instructions explain.
final class Material {
  private static final String KNOWN = "known";

  private Material() {}

  /// The customer's name, memories and the earlier conversation, each in its own block; empty when
  /// there are none.
  static Optional<String> blocks(Prompt prompt) {
    var blocks = new ArrayList<String>();
    for (var message : prompt.messages())
      if (message instanceof Named(var name)) blocks.add(Fence.data("name", oneLine(name)));
    var memories = memories(prompt);
    for (var kind : MemoryKind.values()) {
      var lines =
          memories.stream()
              .filter(memory -> memory.kind() == kind)
              .map(memory -> "- " + oneLine(memory.text()))
              .collect(Collectors.joining("\n"));
      if (!lines.isEmpty()) blocks.add(Fence.data(name(kind), lines));
    }
    for (var message : prompt.messages())
      if (message instanceof Earlier(var summary) && !summary.isBlank())
        blocks.add(Fence.data("notes", summary.strip()));
    return Optional.of(String.join("\n\n", blocks)).filter(text -> !text.isEmpty());
  }

  /// The memories, numbered from 1, so that the model can refer to them.
  static Optional<String> numbered(Prompt prompt) {
    var memories = memories(prompt);
    if (memories.isEmpty()) return Optional.empty();
    return Optional.of(
        Fence.named(
            KNOWN,
            IntStream.range(0, memories.size())
                .mapToObj(i -> (i + 1) + ": " + oneLine(memories.get(i).text()))
                .collect(Collectors.joining("\n"))));
  }

  private static List<Memory> memories(Prompt prompt) {
    return prompt.messages().stream()
        .filter(Remembered.class::isInstance)
        .flatMap(message -> ((Remembered) message).memories().stream())
        .toList();
  }

  /// A memory is always one line.
  private static String oneLine(String text) {
    return Fence.within(text.strip()).replace('\n', ' ');
  }

  private static String name(MemoryKind kind) {
    return switch (kind) {
      case SEMANTIC -> "facts";
      case EPISODIC -> "episodes";
      case PROCEDURAL -> "procedures";
    };
  }
}
