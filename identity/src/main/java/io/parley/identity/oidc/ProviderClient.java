package io.parley.identity.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import io.parley.core.identity.OidcConnections.Opened;
import io.parley.core.identity.OidcFlows.Flow;
import io.parley.core.limit.RecentlyUsed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import io.parley.outbound.guard.GuardedResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// Requests to providers by the guarded way out: organisations chose the addresses. Redirects are
/// refused. Descriptions are held for ten minutes. Calls block: use virtual threads. Thread safe.
final class ProviderClient {
  private static final long BYTES_MAX = 256 << 10;
  private static final int ISSUERS_MAX = 1_000;
  private static final int OK = 200;

  /// RFC 6749, section 5: tokens, or why there are none.
  private static final Set<Integer> ANSWERS = Set.of(OK, 400, 401);

  private static final Duration FRESH_FOR = Duration.ofMinutes(10);
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final GuardedHttp http;
  private final GuardLimits limits;
  private final Map<String, Held> held = new RecentlyUsed<>(ISSUERS_MAX);

  private record Held(ProviderMetadata metadata, Instant fetchedAt) {
    boolean isFresh(Instant now) {
      return fetchedAt.plus(FRESH_FOR).isAfter(now);
    }
  }

  /// The answer to a code. Its text shows nothing.
  record Tokens(String idToken, AccessToken access) {
    @Override
    public String toString() {
      return "Tokens[(not shown)]";
    }
  }

  /// @param limits of one request; a person waits for three of them
  ProviderClient(GuardedHttp http, GuardLimits limits) {
    this.http = http;
    this.limits = limits.upTo(Math.min(limits.bodyMax(), BYTES_MAX));
  }

  ProviderMetadata discover(String issuer, Instant now) throws OidcFailure {
    synchronized (held) {
      var known = held.get(issuer);
      if (known != null && known.isFresh(now)) return known.metadata();
    }
    var metadata = ProviderMetadata.read(get(ProviderMetadata.place(issuer)), issuer);
    synchronized (held) {
      held.put(issuer, new Held(metadata, now));
    }
    return metadata;
  }

  private String get(URI address) throws OidcFailure {
    return read(GuardedRequest.get(address).with("Accept", JSON));
  }

  /// The provider's claims about the person of an access token, as JSON.
  String userInfo(URI address, AccessToken access) throws OidcFailure {
    return read(
        GuardedRequest.get(address)
            .with("Accept", JSON)
            .withCredential("Authorization", "Bearer " + access.getValue()));
  }

  private String read(GuardedRequest request) throws OidcFailure {
    try (var answer = send(request)) {
      if (answer.status() != OK) throw status(answer);
      return answer.text();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private GuardedResponse send(GuardedRequest request) throws IOException {
    return http.send(request.within(limits).withoutRedirects());
  }

  /// Exchanges a code (Core 1.0, section 3.1.3).
  Tokens exchange(ProviderMetadata provider, Opened client, Flow flow, String code)
      throws OidcFailure {
    var grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), flow.callback(), new CodeVerifier(flow.verifier()));
    var id = new ClientID(flow.clientId());
    var secret = new Secret(client.secret());
    var proof =
        provider.takesBasic()
            ? new ClientSecretBasic(id, secret)
            : new ClientSecretPost(id, secret);
    var made = new TokenRequest.Builder(provider.token(), proof, grant).build().toHTTPRequest();
    var request =
        GuardedRequest.post(provider.token(), FORM, made.getBody().getBytes(UTF_8))
            .with("Accept", JSON);
    if (made.getAuthorization() != null)
      request = request.withCredential("Authorization", made.getAuthorization());
    try (var answer = send(request)) {
      return tokens(answer);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static Tokens tokens(GuardedResponse answer) throws OidcFailure, IOException {
    int status = answer.status();
    if (!ANSWERS.contains(status)) throw status(answer);
    try {
      var response = new HTTPResponse(status);
      response.setContentType(answer.headers().firstValue("Content-Type").orElse(""));
      response.setBody(answer.text());
      if (!(OIDCTokenResponseParser.parse(response) instanceof OIDCTokenResponse tokens))
        throw new OidcFailure(
            OidcRefusal.PROVIDER_REFUSED, "it refused the code, status %d".formatted(status));
      var all = tokens.getOIDCTokens();
      // the library also reads answers to refresh tokens, which have none
      if (all.getIDTokenString() == null) throw notOfOpenId(status);
      return new Tokens(all.getIDTokenString(), all.getAccessToken());
    } catch (ParseException _) {
      // its message quotes the answer
      throw notOfOpenId(status);
    }
  }

  private static OidcFailure notOfOpenId(int status) {
    return new OidcFailure(
        OidcRefusal.PROVIDER_UNREACHABLE,
        "its answer to the code is not of OpenID Connect, status %d".formatted(status));
  }

  private static OidcFailure status(GuardedResponse answer) {
    return new OidcFailure(
        OidcRefusal.PROVIDER_UNREACHABLE, "status %d (expected: 200)".formatted(answer.status()));
  }

  private static OidcFailure unreachable(IOException e) {
    return new OidcFailure(OidcRefusal.PROVIDER_UNREACHABLE, e.getMessage(), e);
  }
}
