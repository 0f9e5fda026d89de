package io.parley.tools.mcp.oauth;

import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Tokens of a server that needs no discovery, for this program itself (client credentials, RFC
/// 6749, section 4.4). A token is kept in memory, and got anew before it expires.
public final class KnownTokenServer {
  private final URI tokenUrl;
  private final String clientId;
  private final Function<URI, String> clientSecret;
  private final Optional<String> scope;
  private final Documents documents;
  private final ReentrantLock getting = new ReentrantLock();
  private volatile Optional<Token> kept = Optional.empty();

  /// @param clientSecret for a request to the given address: read anew for each
  public KnownTokenServer(
      URI tokenUrl,
      String clientId,
      Function<URI, String> clientSecret,
      Optional<String> scope,
      HttpSender sender) {
    this.tokenUrl = tokenUrl;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.scope = scope;
    this.documents = new Documents(sender);
  }

  /// A bearer token that is valid now, as far as is known.
  public String token(Deadline deadline) throws McpFailure, InterruptedException {
    var known = valid();
    if (known.isPresent()) return known.get();
    getting.lockInterruptibly();
    try {
      var other = valid();
      if (other.isPresent()) return other.get();
      var got = get(deadline);
      kept = Optional.of(got);
      return got.access();
    } finally {
      getting.unlock();
    }
  }

  /// A service refused this token: the next one is another.
  public void refused(String token) {
    getting.lock();
    try {
      if (kept.filter(known -> known.access().equals(token)).isPresent()) kept = Optional.empty();
    } finally {
      getting.unlock();
    }
  }

  private Optional<String> valid() {
    return kept.filter(token -> !token.isOld()).map(Token::access);
  }

  private Token get(Deadline deadline) throws McpFailure, InterruptedException {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    scope.ifPresent(wanted -> form.put("scope", wanted));
    var client = new Client(clientId, Optional.of(clientSecret.apply(tokenUrl)), Client.BASIC);
    var headers = client.prove(form);
    var answer =
        documents.post(tokenUrl, Documents.FORM, CodeFlow.encoded(form), headers, deadline);
    if (!answer.isSuccess())
      throw new McpFailure(
          Kind.UNAUTHORIZED,
          "the authorization server gave no token (status %d)".formatted(answer.status()));
    return Token.of(answer.json(), Set.of(), Optional.empty());
  }
}
