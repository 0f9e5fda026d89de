package io.parley.tools.mcp.oauth;

import io.parley.tools.mcp.http.Credentials;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.http.HttpSender.Answer;
import io.parley.tools.mcp.oauth.Discovery.Resource;
import io.parley.tools.mcp.oauth.Discovery.Server;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A token for one server: got when the server asks for one, renewed before it expires, and got
/// anew with more scopes when the server wants more. In memory only. Without a person, this program
/// acts for itself (client credentials); with one, for them (authorization code with PKCE).
public final class OAuthCredentials implements Credentials {
  private final URI server;
  private final OAuthSettings settings;
  private final Optional<Consent> consent;
  private final Documents documents;
  private final Discovery discovery;
  private final Registration registration;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Optional<Granted> granted = Optional.empty();

  /// A token, and where it can be renewed.
  private record Granted(Token token, Resource resource, Server from, Client client) {}

  public OAuthCredentials(
      URI server, OAuthSettings settings, Optional<Consent> consent, HttpSender sender) {
    this.server = server;
    this.settings = settings;
    this.consent = consent;
    this.documents = new Documents(sender);
    this.discovery = new Discovery(documents);
    this.registration = new Registration(settings, documents);
  }

  @Override
  public Map<String, String> headers(Deadline deadline) throws McpFailure, InterruptedException {
    var known = granted;
    if (known.isEmpty()) return Map.of();
    if (known.get().token().isOld() && known.get().token().refresh().isPresent()) {
      renewing.lockInterruptibly();
      try {
        if (granted.equals(known)) refresh(known.get(), deadline);
      } finally {
        renewing.unlock();
      }
    }
    return granted.map(OAuthCredentials::header).orElseGet(Map::of);
  }

  private static Map<String, String> header(Granted granted) {
    return Map.of("Authorization", "Bearer " + granted.token().access());
  }

  @Override
  public boolean renew(Map<String, String> used, Answer refused, Deadline deadline)
      throws McpFailure, InterruptedException {
    renewing.lockInterruptibly();
    try {
      var now = granted.map(OAuthCredentials::header).orElseGet(Map::of);
      // another request was faster
      if (!now.isEmpty() && !now.equals(used)) return true;
      var challenge = Challenge.of(refused.header("WWW-Authenticate"));
      if (refused.status() == 403) return stepUp(challenge, deadline);
      if (granted.isPresent() && refresh(granted.get(), deadline)) return true;
      authorize(challenge, Set.of(), deadline);
      return true;
    } finally {
      renewing.unlock();
    }
  }

  /// More scopes than before. The same ones again would not help.
  private boolean stepUp(Challenge challenge, Deadline deadline)
      throws McpFailure, InterruptedException {
    var before = granted.map(known -> known.token().scopes()).orElseGet(Set::of);
    var wanted = Scopes.of(challenge.get("scope").orElse(""));
    if (!challenge.get("error").orElse("").equals("insufficient_scope")
        || before.containsAll(wanted)) return false;
    authorize(challenge, before, deadline);
    return true;
  }

  private void authorize(Challenge challenge, Set<String> before, Deadline deadline)
      throws McpFailure, InterruptedException {
    var resource = discovery.resource(server, challenge.get("resource_metadata"), deadline);
    var from = discovery.server(resource.issuer(), deadline);
    var client = registration.client(from, consent, deadline);
    var scopes = Scopes.wanted(challenge, settings, resource, before);
    Map<String, String> form;
    if (consent.isPresent()) {
      if (from.supports("scopes_supported", Scopes.OFFLINE)) scopes.add(Scopes.OFFLINE);
      var flow = new CodeFlow(from, resource, client, consent.get());
      var asked = flow.ask(scopes);
      form = flow.form(asked.verifier(), asked.state(), consent.get().ask(asked.page()));
    } else {
      form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      if (!scopes.isEmpty()) form.put("scope", String.join(" ", scopes));
    }
    var next =
        new Granted(
            new Token("none", Optional.empty(), scopes, Optional.empty()), resource, from, client);
    granted = Optional.of(with(next, token(next, form, deadline)));
  }

  /// @return whether there is a new token; otherwise a new authorization is needed
  private boolean refresh(Granted known, Deadline deadline)
      throws McpFailure, InterruptedException {
    if (known.token().refresh().isEmpty()) return false;
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", known.token().refresh().get());
    try {
      granted = Optional.of(with(known, token(known, form, deadline)));
      return true;
    } catch (McpFailure failure) {
      if (failure.kind() != Kind.UNAUTHORIZED) throw failure;
      granted = Optional.empty();
      return false;
    }
  }

  private static Granted with(Granted known, Token token) {
    return new Granted(token, known.resource(), known.from(), known.client());
  }

  private Token token(Granted at, Map<String, String> form, Deadline deadline)
      throws McpFailure, InterruptedException {
    form.put("resource", at.resource().resource());
    var headers = at.client().prove(form);
    var answer =
        documents.post(
            Documents.uri(at.from().metadata(), "token_endpoint"),
            Documents.FORM,
            CodeFlow.encoded(form),
            headers,
            deadline);
    if (!answer.isSuccess())
      throw new McpFailure(
          Kind.UNAUTHORIZED,
          "the authorization server gave no token (status %d)".formatted(answer.status()));
    return Token.of(answer.json(), at.token().scopes(), at.token().refresh());
  }
}
