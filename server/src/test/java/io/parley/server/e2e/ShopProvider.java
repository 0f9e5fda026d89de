package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.outbound.testing.NpmPeers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/// A company's provider of sign-ins: the certified npm package `oidc-provider`, with pages of its
/// own, as a process.
final class ShopProvider implements AutoCloseable {
  static final String CLIENT = "parley";
  static final String SECRET = "a secret of a test";

  private final Process process;

  private ShopProvider(Process process) {
    this.process = process;
  }

  /// @param port which is free
  static String issuer(int port) {
    return "http://127.0.0.1:" + port;
  }

  /// @param callback where browsers are sent back to
  /// @param domain of the addresses of its people
  static ShopProvider start(int port, URI callback, String domain)
      throws IOException, InterruptedException, URISyntaxException {
    var peers = NpmPeers.oidcProvider();
    var script = Path.of(ShopProvider.class.getResource("/oidc/shop-provider.mjs").toURI());
    var command =
        List.of(
            peers.node(),
            script.toString(),
            peers.modules().toString(),
            Integer.toString(port),
            callback.toString(),
            domain);
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    // notices of the package come before
    if (lines.lines().noneMatch(issuer(port)::equals)) {
      process.destroyForcibly();
      throw new IllegalStateException("the provider ended (expected: a line with its issuer)");
    }
    return new ShopProvider(process);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
