package io.parley.tools.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.agent.PromptTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The prompts that come with Parley, as resources on the class path. `PROMPTS.md` tells what each
/// is for, with an example.
public final class PromptFiles {
  private PromptFiles() {}

  /// How a support agent is instructed. Variables: `company`, `today` (ISO date).
  public static PromptTemplate supportAgent() {
    return load("support-agent", 2);
  }

  /// What is added to the instructions while the agent is heard, not read. Variable: `company`.
  public static PromptTemplate voice() {
    return load("voice", 1);
  }

  /// How the oldest part of a conversation is compressed. Variable: `company`.
  public static PromptTemplate summary() {
    return load("summary", 1);
  }

  /// How facts about the customer are found in what was just said. Variable: `company`.
  public static PromptTemplate memory() {
    return load("memory", 1);
  }

  /// How an ended conversation becomes an episode, and a procedure for the next one of its kind.
  /// Variable: `company`.
  public static PromptTemplate reflection() {
    return load("reflection", 1);
  }

  /// @throws IllegalArgumentException when there is no such file
  public static PromptTemplate load(String name, int version) {
    var file = "/prompts/%s.v%d.md".formatted(name, version);
    try (var in = PromptFiles.class.getResourceAsStream(file)) {
      if (in == null)
        throw new IllegalArgumentException(
            "prompt: %s (expected: a resource on the class path)".formatted(file));
      return new PromptTemplate(name, version, new String(in.readAllBytes(), UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("prompt " + file + " cannot be read", e);
    }
  }
}
