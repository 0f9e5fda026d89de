package io.parley.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.regex.Pattern;

/// Tool sources as text for a terminal. A source's texts are another server's: control characters,
/// which a terminal would obey, are left out.
final class ToolSourceText {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

  private ToolSourceText() {}

  static void print(JsonNode source, PrintWriter out) {
    out.printf("%s (%s, %s)%n", text(source, "name"), text(source, "kind"), text(source, "origin"));
    if (source.has("problem")) out.println("  problem: " + text(source, "problem"));
    if (source.has("signIn")) out.println("  sign-in: " + signIn(source.path("signIn")));
    for (var tool : source.path("tools"))
      out.printf("  %-40s %s%n", text(tool, "name"), standing(tool));
    for (var prompt : source.path("prompts"))
      out.printf(
          "  %-40s %s%n",
          text(prompt, "approvalName"), prompt.path("approved").asBoolean() ? "" : "held back");
    for (var refused : source.path("refused"))
      out.println("  not offered: " + plain(refused.asText()));
  }

  /// A tool with all that an approval covers, and what approves it.
  static void printHeldBack(JsonNode tool, PrintWriter out) {
    out.println(text(tool, "name") + ": " + text(tool, "description"));
    out.println("  parameters: " + plain(tool.path("parameters").toString()));
    out.println(
        "  policy: %s, a person's agreement: %s"
            .formatted(text(tool, "policy"), tool.path("approval").asBoolean() ? "yes" : "no"));
    out.println("  to approve: %s=%s".formatted(text(tool, "name"), text(tool, "fingerprint")));
  }

  /// A prompt with all that an approval covers, and what approves it.
  static void printHeldBackPrompt(JsonNode prompt, PrintWriter out) {
    out.println(text(prompt, "approvalName") + ": " + text(prompt, "description"));
    out.println("  arguments: " + plain(prompt.path("arguments").toString()));
    out.println(
        "  to approve: %s=%s".formatted(text(prompt, "approvalName"), text(prompt, "fingerprint")));
  }

  private static String signIn(JsonNode signIn) {
    var wanted = new StringBuilder();
    for (var scope : signIn.path("wanted")) wanted.append(" ").append(plain(scope.asText()));
    return text(signIn, "state") + (wanted.isEmpty() ? "" : ", with the scopes" + wanted);
  }

  private static String standing(JsonNode tool) {
    if (!tool.path("approved").asBoolean()) return "held back";
    return tool.path("allowed").asBoolean() ? text(tool, "policy") : "not allowed";
  }

  private static String text(JsonNode json, String field) {
    return plain(json.path(field).asText());
  }

  private static String plain(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }
}
