package io.parley.tools.mcp.oauth;

import java.net.URI;
import java.util.Optional;

/// Where authorization servers reach this client.
public interface Redirect {
  /// Where the page of an authorization server sends the person back to.
  URI redirectUri();

  /// The address of this client's description, if it has one that the world can read.
  Optional<URI> clientMetadata();
}
