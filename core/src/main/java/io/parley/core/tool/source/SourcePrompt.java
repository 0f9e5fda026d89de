package io.parley.core.tool.source;

import java.util.List;

/// A prompt of a source: a text that the source writes for people of the company, who fill in its
/// arguments.
///
/// @param name as the source calls it
/// @param title for people; empty if the source has none
public record SourcePrompt(
    String name, String title, String description, List<Argument> arguments) {

  /// One argument; its value is a text.
  public record Argument(String name, String title, String description, boolean required) {}

  public SourcePrompt {
    arguments = List.copyOf(arguments);
  }

  /// The name under which it is approved. No tool has a colon in its name.
  public String approvalName() {
    return "prompt:" + name;
  }
}
