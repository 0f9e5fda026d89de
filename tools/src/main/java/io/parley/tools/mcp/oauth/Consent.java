package io.parley.tools.mcp.oauth;

import io.parley.tools.mcp.rpc.McpFailure;
import java.net.URI;
import java.util.Map;

/// The agreement of a person, given on a page of the authorization server.
public interface Consent extends Redirect {
  /// Shows the page and waits.
  ///
  /// @return the parameters of the address that the person was sent back to
  Map<String, String> ask(URI page) throws McpFailure, InterruptedException;
}
