package io.parley.tools.mcp.oauth;

import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.http.HttpSender;
import io.parley.tools.mcp.http.HttpSender.Ask;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Signs in at the authorization server of one MCP server, in two halves that may run on different
/// nodes: until a person is sent to a page, and from their return on.
public final class SignInFlow {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  private final URI mcp;
  private final OAuthSettings settings;
  private final HttpSender sender;
  private final Documents documents;
  private final InstantSource clock;

  /// @param mcp the address of the MCP server
  public SignInFlow(URI mcp, OAuthSettings settings, HttpSender sender, InstantSource clock) {
    this.mcp = mcp;
    this.settings = settings;
    this.sender = sender;
    this.documents = new Documents(sender);
    this.clock = clock;
  }

  /// A sign-in that was begun.
  ///
  /// @param page for the person's browser
  /// @param state that the browser brings back
  /// @param value to be kept secret until then
  public record Begun(URI page, String state, String value) {
    /// The value is never printed.
    @Override
    public String toString() {
      return "Begun";
    }
  }

  /// Finds the authorization server, makes this program known to it, and makes the page's address.
  ///
  /// @param before tokens of an earlier sign-in, whose scopes are asked for again
  /// @param wider scopes that the MCP server wants besides
  public Begun begin(
      Redirect redirect, Optional<String> before, Set<String> wider, Deadline deadline)
      throws McpFailure, InterruptedException {
    var challenge = challenge(deadline);
    var discovery = new Discovery(documents);
    var resource = discovery.resource(mcp, challenge.get("resource_metadata"), deadline);
    var server = discovery.server(resource.issuer(), deadline);
    var client =
        new Registration(settings, documents).client(server, Optional.of(redirect), deadline);
    var known = new TreeSet<>(wider);
    if (before.isPresent() && !wider.isEmpty())
      known.addAll(Discovery.texts(Party.parsed(before.get()).path("scopes")));
    var scopes = new TreeSet<>(Scopes.wanted(challenge, settings, resource, known));
    if (server.supports("scopes_supported", Scopes.OFFLINE)) scopes.add(Scopes.OFFLINE);
    var asked = new CodeFlow(server, resource, client, redirect).ask(scopes);

    var json = Jackson.object();
    new Party(mcp, server, resource, client).write(json, settings);
    json.put("state", asked.state());
    json.put("verifier", asked.verifier());
    json.put("redirect", redirect.redirectUri().toString());
    var words = json.putArray("scopes");
    scopes.forEach(words::add);
    return new Begun(asked.page(), asked.state(), json.toString());
  }

  /// A request without a token: the refusal says where tokens come from.
  private Challenge challenge(Deadline deadline) throws McpFailure, InterruptedException {
    var headers =
        Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream");
    try (var answer = sender.send(new Ask("POST", mcp, headers, PING), deadline.left())) {
      return Challenge.of(
          answer.status() == 401 ? answer.header("WWW-Authenticate") : Optional.empty());
    } catch (IOException e) {
      throw new McpFailure(
          Kind.UNREACHABLE,
          "%s could not be asked (%s)".formatted(mcp.getHost(), e.getClass().getSimpleName()),
          e);
    }
  }

  /// Exchanges the code for tokens.
  ///
  /// @param value of [Begun]
  /// @param returned the parameters that the browser brought back
  /// @return the tokens, to be kept secret
  public String finish(String value, Map<String, String> returned, Deadline deadline)
      throws McpFailure, InterruptedException {
    var json = Party.parsed(value);
    var party = Party.read(json, mcp, settings);
    var redirect = redirect(URI.create(json.path("redirect").asText("")));
    var form =
        new CodeFlow(party.server(), party.resource(), party.client(), redirect)
            .form(json.path("verifier").asText(""), json.path("state").asText(""), returned);
    var scopes = new TreeSet<>(Discovery.texts(json.path("scopes")));
    var token = party.token(documents, form, scopes, Optional.empty(), deadline);
    return Grant.of(party, token, clock.instant()).text(settings);
  }

  private static Redirect redirect(URI address) {
    return new Redirect() {
      @Override
      public URI redirectUri() {
        return address;
      }

      @Override
      public Optional<URI> clientMetadata() {
        return Optional.empty();
      }
    };
  }

  /// Revokes tokens (RFC 7009), if the authorization server can.
  public void revoke(String value, Deadline deadline) throws McpFailure, InterruptedException {
    var grant = Grant.read(value, mcp, settings);
    var metadata = grant.party().server().metadata();
    if (!metadata.has("revocation_endpoint")) return;
    var form = new LinkedHashMap<String, String>();
    form.put("token", grant.refresh().orElse(grant.access()));
    form.put("token_type_hint", grant.refresh().isPresent() ? "refresh_token" : "access_token");
    var headers = grant.party().client().prove(form);
    documents.tell(
        Documents.uri(metadata, "revocation_endpoint"), CodeFlow.encoded(form), headers, deadline);
  }
}
