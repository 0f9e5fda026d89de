package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.tools.mcp.client.McpClient.Agreed;
import io.parley.tools.mcp.rpc.Channel;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.Meta;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.rpc.RpcCodec;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import io.parley.tools.mcp.rpc.RpcMessage.Result;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds the revision that both sides speak: `server/discover` of the stateless one first, which
/// older servers refuse; then `initialize` (MCP 2026-07-28, "Versioning and Compatibility").
///
/// @param input says what this client can be asked
record Agreeing(
    Channel channel, ClientSettings settings, ServerRequests input, Supplier<JsonNode> ids) {
  private static final String NAME = "parley";
  private static final int INSTRUCTIONS_MAX = 4000;

  Agreed with(Deadline deadline) throws McpFailure, InterruptedException {
    var wanted = settings.revision().orElse(Revision.R2026_07_28);
    if (!wanted.isStateless()) return initialized(wanted, deadline);
    var found = discovered(deadline);
    if (found.isPresent()) return found.get();
    if (settings.revision().isPresent()) return stateless(RpcCodec.object(), "");
    return initialized(Revision.R2025_11_25, deadline);
  }

  /// Empty when the server is older, or cannot say.
  private Optional<Agreed> discovered(Deadline deadline) throws McpFailure, InterruptedException {
    var stateless = stateless(RpcCodec.object(), "");
    var request = new Request(ids.get(), "server/discover", stateless.complete(RpcCodec.object()));
    try {
      return switch (channel.ask(request, Map.of(), deadline.orIn(settings.probeTimeout()))) {
        case Result(_, var result) -> offered(result, result.path("supportedVersions"), deadline);
        case Failed failed when ServerErrors.isModern(failed) ->
            offered(RpcCodec.object(), failed.data().path("supported"), deadline);
        case Failed _ -> Optional.empty();
      };
    } catch (McpFailure failure) {
      // an older server may refuse in any way, or keep silent
      boolean older =
          failure.kind() == Kind.REFUSED
              || failure.kind() == Kind.SERVER_ERROR
              || failure.kind() == Kind.MALFORMED
              || (failure.kind() == Kind.TIMEOUT && !deadline.hasPassed());
      if (!older) throw failure;
      return Optional.empty();
    }
  }

  private Optional<Agreed> offered(ObjectNode result, JsonNode versions, Deadline deadline)
      throws McpFailure, InterruptedException {
    var dates = new ArrayList<String>();
    versions.forEach(version -> dates.add(version.asText()));
    var newest = Revision.newest(dates);
    if (newest.isEmpty())
      throw new McpFailure(Kind.REFUSED, "the server speaks no revision that this client speaks");
    return Optional.of(
        newest.get().isStateless()
            ? stateless(result.path("capabilities"), instructions(result))
            : initialized(newest.get(), deadline));
  }

  private Agreed stateless(JsonNode ofServer, String instructions) {
    var meta = RpcCodec.object().put(Meta.VERSION, Revision.R2026_07_28.date());
    meta.putObject(Meta.CLIENT).put("name", NAME).put("version", settings.version());
    meta.set(Meta.CAPABILITIES, input.capabilities(true));
    return new Agreed(Revision.R2026_07_28, meta, ofServer, instructions);
  }

  private Agreed initialized(Revision wanted, Deadline deadline)
      throws McpFailure, InterruptedException {
    var params = RpcCodec.object().put("protocolVersion", wanted.date());
    params.set("capabilities", input.capabilities(channel.carriesQuestions()));
    params.putObject("clientInfo").put("name", NAME).put("version", settings.version());
    var request = new Request(ids.get(), "initialize", params);
    return switch (channel.ask(request, Map.of(), deadline)) {
      case Failed failed -> throw ServerErrors.of("initialize", failed);
      case Result(_, var result) -> {
        var spoken =
            Revision.of(result.path("protocolVersion").asText(""))
                .filter(revision -> !revision.isStateless())
                .orElseThrow(
                    () ->
                        new McpFailure(
                            Kind.REFUSED, "the server speaks no revision that this client speaks"));
        channel.negotiated(spoken);
        channel.tell(new Notification("notifications/initialized", RpcCodec.object()), deadline);
        yield new Agreed(
            spoken, RpcCodec.object(), result.path("capabilities"), instructions(result));
      }
    };
  }

  private static String instructions(ObjectNode result) {
    var text = result.path("instructions").asText("");
    return text.substring(0, Math.min(text.length(), INSTRUCTIONS_MAX));
  }
}
