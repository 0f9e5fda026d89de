package io.parley.tools.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.agent.PromptTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The prompts that come with Parley, as resources on the class path. `PROMPTS.md` explains each,
/// with an example.
public final class PromptFiles {
  private PromptFiles() {}

  /// Instructions of a support agent. Variables: `company`, `today` (ISO date).
  public static PromptTemplate supportAgent() {
    return load("support-agent", 2);
  }

  /// Additional instructions for spoken replies. Variable: `company`.
  public static PromptTemplate voice() {
    return load("voice", 3);
  }

  /// Instructions to summarise the oldest part of a conversation. Variable: `company`.
  public static PromptTemplate summary() {
    return load("summary", 1);
  }

  /// Instructions to propose an answer to an open question. Variables: `company`, `language` (BCP
  /// 47).
  public static PromptTemplate proposal() {
    return load("proposal", 1);
  }

  /// Instructions to find facts about the customer in the last turn. Variable: `company`.
  public static PromptTemplate memory() {
    return load("memory", 1);
  }

  /// Instructions to turn an ended conversation into an episode, and a procedure for similar ones.
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
