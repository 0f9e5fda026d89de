package io.parley.tools.mcp;

import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// Headers of a definition, whose secrets are read for each request: one may be replaced at any
/// time.
record SecretHeaders(URI server, Map<String, String> texts, SourceAccess access)
    implements Credentials {

  @Override
  public Map<String, String> headers(Deadline deadline) throws McpFailure {
    var headers = new LinkedHashMap<String, String>();
    try {
      texts.forEach((name, text) -> headers.put(name, access.filled(text, server)));
    } catch (SourceFailure failure) {
      throw new McpFailure(Kind.UNAUTHORIZED, failure.getMessage(), failure);
    }
    return headers;
  }

  /// The same ones again would be refused again.
  @Override
  public boolean renew(Map<String, String> used, HttpSender.Answer refused, Deadline deadline) {
    return false;
  }
}
