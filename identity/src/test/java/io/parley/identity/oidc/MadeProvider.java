package io.parley.identity.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// A provider on this machine with the real wire format, whose answers a test may spoil. Its person
/// agrees at once: [#agree] is the page.
final class MadeProvider implements AutoCloseable {
  static final String CLIENT = "parley-at-shop";
  static final String SECRET = "s3cret: with & odd % signs";
  static final String SUBJECT = "248289761001";

  private static final RSAKey KEY = key();

  private final HttpServer server;
  private final Map<String, Asked> codes = new HashMap<>();
  final List<String> requests = new ArrayList<>();
  final List<String> credentials = new ArrayList<>();

  /// Parts that a test spoils.
  Consumer<Map<String, Object>> description = _ -> {};

  Consumer<JWTClaimsSet.Builder> claims = _ -> {};
  Function<JWTClaimsSet, String> signing = MadeProvider::signed;
  Consumer<Map<String, Object>> answer = _ -> {};
  Map<String, Object> userInfo = Map.of();
  Instant now;
  int tokenStatus = 200;

  /// A request for a sign-in.
  private record Asked(Map<String, String> parameters) {}

  MadeProvider(Instant now) throws IOException {
    this.now = now;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  static RSAKey key() {
    try {
      return new RSAKeyGenerator(2_048).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /// The person agrees at the page.
  ///
  /// @return the parameters with which the browser is sent back
  Map<String, String> agree(URI page) {
    var asked = parameters(page.getRawQuery());
    var code = "code-" + (codes.size() + 1);
    codes.put(code, new Asked(asked));
    var back = new HashMap<String, String>();
    back.put("code", code);
    back.put("state", asked.get("state"));
    back.put("iss", issuer());
    return back;
  }

  static Map<String, String> parameters(String query) {
    var all = new LinkedHashMap<String, String>();
    URLUtils.parseParameters(query).forEach((name, values) -> all.put(name, values.getFirst()));
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    requests.add(path);
    try {
      switch (path) {
        case "/.well-known/openid-configuration" -> json(exchange, 200, description());
        case "/keys" -> json(exchange, 200, new JWKSet(List.of(KEY)).toJSONObject(true));
        case "/token" -> token(exchange);
        case "/me" -> {
          credentials.add(exchange.getRequestHeaders().getFirst("Authorization"));
          json(exchange, 200, userInfo);
        }
        default -> json(exchange, 404, Map.of());
      }
    } finally {
      exchange.close();
    }
  }

  private Map<String, Object> description() {
    var json = new LinkedHashMap<String, Object>();
    json.put("issuer", issuer());
    json.put("authorization_endpoint", issuer() + "/authorise?tenant=shop");
    json.put("token_endpoint", issuer() + "/token");
    json.put("jwks_uri", issuer() + "/keys");
    json.put("userinfo_endpoint", issuer() + "/me");
    json.put("response_types_supported", List.of("code"));
    json.put("subject_types_supported", List.of("public"));
    json.put("id_token_signing_alg_values_supported", List.of("RS256"));
    json.put("authorization_response_iss_parameter_supported", true);
    description.accept(json);
    return json;
  }

  private void token(HttpExchange exchange) throws IOException {
    credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    var form = parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    if (form.containsKey("client_secret")) credentials.add("form " + form.get("client_secret"));
    var asked = codes.remove(form.get("code"));
    boolean isAsked =
        asked != null
            && asked.parameters().get("redirect_uri").equals(form.get("redirect_uri"))
            && challenge(form.get("code_verifier"))
                .equals(asked.parameters().get("code_challenge"));
    if (!isAsked) {
      json(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    var access = "access-of-" + form.get("code");
    var json = new LinkedHashMap<String, Object>();
    json.put("access_token", access);
    json.put("token_type", "Bearer");
    json.put("expires_in", 300);
    json.put("id_token", signing.apply(claims(asked.parameters(), access)));
    answer.accept(json);
    json(exchange, tokenStatus, json);
  }

  private static String challenge(String verifier) {
    return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier)).getValue();
  }

  private JWTClaimsSet claims(Map<String, String> asked, String access) {
    var built =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject(SUBJECT)
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .claim("nonce", asked.get("nonce"))
            .claim("at_hash", hash(access))
            .claim("email", "ada@shop.example")
            .claim("email_verified", true)
            .claim("name", "Ada Byron");
    claims.accept(built);
    return built.build();
  }

  static String hash(String access) {
    return AccessTokenHash.compute(new BearerAccessToken(access), JWSAlgorithm.RS256, null)
        .getValue();
  }

  static String signed(JWTClaimsSet claims) {
    return signed(claims, "JWT");
  }

  static String signed(JWTClaimsSet claims, String type) {
    return signed(claims, type, KEY);
  }

  static String signed(JWTClaimsSet claims, String type, RSAKey by) {
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(new JOSEObjectType(type))
                  .keyID(by.getKeyID())
                  .build(),
              claims);
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The public key as it is published, which an attacker may take for a shared one.
  static byte[] publicBytes() {
    try {
      return KEY.toRSAPublicKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void json(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    var bytes = JSONObjectUtils.toJSONString(body).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
