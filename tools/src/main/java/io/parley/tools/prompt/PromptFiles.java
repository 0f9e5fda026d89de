package io.parley.tools.prompt;

import io.parley.core.model.PromptTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The prompts that come with Parley, as resources on the class path.
public final class PromptFiles {
  private PromptFiles() {}

  /// How a support agent is instructed. Variables: `company`, `today` (ISO date), `customer` (a
  /// name, or `not known`).
  public static PromptTemplate supportAgent() {
    return load("support-agent", 1);
  }

  /// How the oldest part of a conversation is compressed. Variable: `company`.
  public static PromptTemplate summary() {
    return load("summary", 1);
  }

  /// @throws IllegalArgumentException when there is no such file
  public static PromptTemplate load(String name, int version) {
    var file = "/prompts/%s.v%d.md".formatted(name, version);
    try (var in = PromptFiles.class.getResourceAsStream(file)) {
      if (in == null) throw new IllegalArgumentException("no prompt " + file);
      return new PromptTemplate(
          name, version, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("prompt " + file + " cannot be read", e);
    }
  }
}
