package io.parley.tools.registry;

import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SourceResources;
import io.parley.tools.source.SourceTools;
import java.io.IOException;
import java.util.List;

/// The resources of the sources of [RegisteredTools].
public final class RegistryResources implements SourceResources {
  private final RegisteredTools tools;

  public RegistryResources(RegisteredTools tools) {
    this.tools = tools;
  }

  @Override
  public List<Listed> list(TenantId tenant, String source) throws IOException {
    return open(tenant, source).resources();
  }

  @Override
  public List<Content> read(TenantId tenant, String source, String uri) throws IOException {
    return open(tenant, source).resource(uri);
  }

  private SourceTools open(TenantId tenant, String source) throws IOException {
    var live = tools.of(tenant, source);
    if (live.isEmpty())
      throw new IOException(
          "there is no tool source named %s (expected: one of this server)".formatted(source));
    var state = live.get().state();
    return live.get()
        .tools()
        .orElseThrow(
            () -> new IOException("the tool source: " + state.problem().orElse("it is not open")));
  }
}
