package io.parley.tools.mcp;

import io.parley.tools.mcp.oauth.Redirect;
import io.parley.tools.mcp.oauth.SignInFlow;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceSignIn;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Signs an MCP server's source in.
///
/// @param isDescribed whether authorization servers may read this installation's description
record McpSignIn(URI server, SignInFlow flow, boolean isDescribed) implements SourceSignIn {
  private static final Duration TIME = Duration.ofSeconds(20);

  private record Addresses(URI redirectUri, Optional<URI> clientMetadata) implements Redirect {}

  @Override
  public Begun begin(
      URI callback, Optional<URI> client, Optional<String> before, Set<String> wider) {
    var addresses = new Addresses(callback, client.filter(_ -> isDescribed));
    var begun = done(() -> flow.begin(addresses, before, wider, Deadline.in(TIME)));
    return new Begun(begun.page(), begun.state(), begun.value());
  }

  @Override
  public String finish(String value, Map<String, String> returned) {
    return done(() -> flow.finish(value, returned, Deadline.in(TIME)));
  }

  @Override
  public void revoke(String tokens) {
    done(
        () -> {
          flow.revoke(tokens, Deadline.in(TIME));
          return true;
        });
  }

  private interface Step<T> {
    T run() throws McpFailure, InterruptedException;
  }

  private static <T> T done(Step<T> step) {
    try {
      return step.run();
    } catch (McpFailure failure) {
      throw new SourceFailure(failure.getMessage(), failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure("the sign-in was interrupted", e);
    }
  }
}
