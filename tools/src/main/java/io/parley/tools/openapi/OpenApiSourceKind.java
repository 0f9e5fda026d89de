package io.parley.tools.openapi;

import io.parley.core.tool.source.ToolSource;
import io.parley.outbound.guard.GuardFailure;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceTools;
import io.parley.tools.source.ToolSourceKind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// HTTP services as sources of tools, by their OpenAPI documents (3.0 and 3.1).
public final class OpenApiSourceKind implements ToolSourceKind {
  private static final String KIND = "openapi";

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public void check(ToolSource source) {
    Definition.of(source);
  }

  @Override
  public List<URI> addresses(ToolSource source) {
    var definition = Definition.of(source);
    return Stream.of(definition.documentUrl(), definition.server(), tokenUrl(definition))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<URI> tokenUrl(Definition definition) {
    return definition.auth() instanceof Auth.OAuth oauth
        ? Optional.of(oauth.tokenUrl())
        : Optional.empty();
  }

  @Override
  public SourceTools open(ToolSource source, SourceAccess access) {
    var definition = Definition.of(source);
    var documents = Documents.open(definition, access);
    try {
      access.http().check(documents.offering().server());
    } catch (GuardFailure e) {
      documents.close();
      throw new SourceFailure(e.getMessage(), e);
    }
    return new OpenApiTools(definition.settings(), documents, Service.of(definition, access));
  }
}
