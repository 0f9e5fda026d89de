package io.parley.tools.source;

import io.parley.core.tool.source.ToolSource;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A kind of tool sources that are added while the server runs, such as MCP servers. Thread safe.
public interface ToolSourceKind {
  /// As definitions name it, such as `mcp`.
  String name();

  /// Checks a definition without connecting to anything.
  ///
  /// @throws IllegalArgumentException if it is wrong, with a message for an operator: the setting,
  ///   its value and what was expected
  void check(ToolSource source);

  /// The addresses of a checked definition, which must be ones that may be reached.
  default List<URI> addresses(ToolSource source) {
    return List.of();
  }

  /// How an operator signs the source in; empty for one that needs no sign-in.
  ///
  /// @param source a checked definition
  default Optional<SourceSignIn> signIn(ToolSource source, SourceAccess access) {
    return Optional.empty();
  }

  /// Opens a source. Called on a virtual thread, may block for some seconds; a source that keeps
  /// its connection in the background returns at once.
  ///
  /// @throws IllegalArgumentException if the definition is wrong: it is not opened again until it
  ///   changes
  /// @throws SourceFailure if it cannot be opened now: it is tried again with back-off
  SourceTools open(ToolSource source, SourceAccess access);
}
