package io.parley.http.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.scim.Provisioning;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/// All endpoints of `/scim/v2`.
public final class ScimEndpoints {
  private ScimEndpoints() {}

  /// @param settings how often a directory may ask
  /// @param address with which resources' addresses begin
  /// @param executor whose threads may wait for stores
  public static List<Endpoint> of(
      Edge edge,
      DirectorySettings settings,
      Provisioning provisioning,
      PublicAddress address,
      Executor executor) {
    var callers = new ScimCallers(edge, settings, address, executor);
    return Stream.of(
            new UserCalls(callers, provisioning).endpoints(),
            new GroupCalls(callers, provisioning).endpoints(),
            discovery(callers))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Endpoint> discovery(ScimCallers callers) {
    return List.of(
        Endpoint.get(
            ScimDiscovery.CONFIG,
            callers.handler(
                (call, _) ->
                    CompletableFuture.completedStage(
                        ScimCallers.reply(200, discovery(callers, call).config())))),
        list(callers, ScimDiscovery.TYPES, ScimDiscovery::types),
        one(callers, ScimDiscovery.TYPES, ScimDiscovery::types),
        list(callers, ScimDiscovery.SCHEMAS, ScimDiscovery::schemas),
        one(callers, ScimDiscovery.SCHEMAS, ScimDiscovery::schemas));
  }

  private static ScimDiscovery discovery(ScimCallers callers, Call call) {
    return new ScimDiscovery(callers.views(call).base());
  }

  private static Endpoint list(
      ScimCallers callers, String path, Function<ScimDiscovery, List<ObjectNode>> resources) {
    return Endpoint.get(
        path,
        callers.handler(
            (call, _) ->
                CompletableFuture.completedStage(
                    ScimCallers.reply(
                        200,
                        ScimPage.of(call)
                            .list(
                                resources.apply(discovery(callers, call)), Function.identity())))));
  }

  private static Endpoint one(
      ScimCallers callers, String path, Function<ScimDiscovery, List<ObjectNode>> resources) {
    return Endpoint.get(
        path + "/{id}",
        callers.handler(
            (call, _) -> {
              var id = call.decoded("id");
              var found =
                  resources.apply(discovery(callers, call)).stream()
                      .filter(resource -> resource.path("id").asText().equals(id))
                      .findFirst()
                      .orElseThrow(() -> new ScimFailure(404, "", "there is no such resource"));
              return CompletableFuture.completedStage(ScimCallers.reply(200, found));
            }));
  }
}
