package io.parley.tools.mcp;

import io.parley.tools.mcp.ScriptedServer.Asked;
import io.parley.tools.mcp.ScriptedServer.Out;
import io.parley.tools.mcp.ScriptedServer.Script;
import java.io.IOException;

/// A well-behaved server of the stateless revision, but for the calls of its tools.
record StatelessServer(String tools, Script calls) implements Script {
  static final String TOOL =
      """
      {"name": "work", "inputSchema": {"type": "object", "properties": {
        "city": {"type": "string", "x-mcp-header": "City"}, "how": {"type": "string"}}}}\
      """;

  static StatelessServer calling(Script calls) {
    return new StatelessServer(TOOL, calls);
  }

  @Override
  public void answer(Asked asked, Out out) throws IOException {
    switch (asked.rpc()) {
      case "server/discover" ->
          out.result(
              asked,
              """
              {"resultType": "complete", "supportedVersions": ["2026-07-28"],
               "capabilities": {"tools": {"listChanged": true}}}\
              """);
      case "tools/list" ->
          out.result(asked, "{\"resultType\":\"complete\",\"tools\":[%s]}".formatted(tools));
      case "subscriptions/listen" -> out.error(asked, 404, -32601, "{}");
      default -> calls.answer(asked, out);
    }
  }
}
