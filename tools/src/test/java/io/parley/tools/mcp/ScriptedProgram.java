package io.parley.tools.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A server of revision 2025-11-25 over pipes, which does what the name of the called tool says.
/// Uses the JDK alone, so that it starts fast.
final class ScriptedProgram {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);
  private static final List<String> TOOLS =
      List.of(
          "well",
          "exit",
          "garbage",
          "endless",
          "never",
          "twice",
          "child",
          "memory",
          "environment",
          "cancelled");

  private static volatile String cancelled = "nothing";

  private ScriptedProgram() {}

  /// The command that runs it.
  static List<String> command() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx64m",
        "-XX:MaxDirectMemorySize=8g",
        "-cp",
        ScriptedProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
        ScriptedProgram.class.getName());
  }

  public static void main(String[] arguments) throws Exception {
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var id = ID.matcher(line);
      if (line.contains("notifications/cancelled")) cancelled = "a call";
      if (!id.find() || line.contains("\"method\":\"notifications/")) continue;
      answer(line, id.group(1));
    }
  }

  private static void answer(String line, String id) throws Exception {
    if (line.contains("\"server/discover\""))
      OUT.println(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32601,\"message\":\"what?\"}}"
              .formatted(id));
    else if (line.contains("\"initialize\""))
      result(id, "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}");
    else if (line.contains("\"tools/list\"")) result(id, "\"tools\":[" + tools() + "]");
    else for (var tool : TOOLS) if (line.contains("\"name\":\"" + tool + "\"")) run(tool, id);
  }

  private static String tools() {
    var list = new StringBuilder();
    for (var tool : TOOLS)
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}".formatted(tool));
    return list.toString();
  }

  private static void run(String tool, String id) throws Exception {
    switch (tool) {
      case "well" -> text(id, "done");
      case "exit" -> Runtime.getRuntime().halt(3);
      case "garbage" -> OUT.println("Listening on port 3000");
      case "endless" -> endless();
      case "twice" -> {
        text(id, "first");
        text(id, "second");
        text("424242", "to nobody");
      }
      case "child" -> text(id, "" + child());
      case "memory" -> text(id, memory());
      case "environment" -> text(id, String.join(" ", System.getenv().keySet()));
      case "cancelled" -> text(id, cancelled);
      default -> {} // never
    }
  }

  private static void endless() {
    var part = "x".repeat(1 << 16);
    for (int i = 0; i < 1600; i++) OUT.print(part);
  }

  private static long child() throws IOException {
    return new ProcessBuilder("/bin/sleep", "1000").start().pid();
  }

  /// Whether it gets 3 GiB.
  private static String memory() {
    try (var arena = Arena.ofConfined()) {
      return "had " + arena.allocate(3L << 30).byteSize();
    } catch (OutOfMemoryError e) {
      return "none";
    }
  }

  private static void text(String id, String text) {
    result(id, "\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]".formatted(text));
  }

  private static void result(String id, String fields) {
    OUT.println("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{%s}}".formatted(id, fields));
  }

  /// Variables that the program needs to find nothing but itself.
  static Map<String, String> environment() {
    return Map.of("TOLD", "secret");
  }
}
