package io.parley.core.tool.source;

import io.parley.core.tenant.TenantId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The resources of tool sources: texts and files that a server offers beside its tools (MCP,
/// revision 2025-11-25, "Resources"). Both methods block until the server has answered.
public interface SourceResources {
  /// One resource.
  ///
  /// @param uri by which it is read
  /// @param title empty if it has none
  record Listed(String uri, String title) {}

  /// A part of a resource; most have one.
  ///
  /// @param type its media type, if the server names one
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Content(byte[] bytes, Optional<String> type) {}

  /// All resources of the source, in the server's order.
  ///
  /// @throws IOException with the reason for people: there is no such source, it is not open, or
  ///   its server does not answer
  List<Listed> list(TenantId tenant, String source) throws IOException;

  /// @throws Refused when the server does not have it, or does not give it
  /// @throws IOException likewise
  List<Content> read(TenantId tenant, String source, String uri) throws IOException;

  /// The server answered, but not with the resource.
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param reason the server's
    public Refused(String reason) {
      super(reason);
    }
  }
}
