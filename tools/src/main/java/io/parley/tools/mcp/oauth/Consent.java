package io.parley.tools.mcp.oauth;

import io.parley.tools.mcp.rpc.McpFailure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// The agreement of a person, given on a page of the authorization server.
public interface Consent {
  /// Where the page sends the person back to.
  URI redirectUri();

  /// The address of this client's description, if it has one that the world can read.
  Optional<URI> clientMetadata();

  /// Shows the page and waits.
  ///
  /// @return the parameters of the address that the person was sent back to
  Map<String, String> ask(URI page) throws McpFailure, InterruptedException;
}
