package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Accounts on the built program, from a stranger's sign-up to a person whose role was taken away.
/// Mails are read as an operator of a development machine reads them.
class AccountsIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  /// Within five seconds on every node; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String PASSWORD = "several words of no song";
  private static final int TOKEN_EXPIRED = 4401;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Caller STRANGER = Caller.with("");

  /// For addresses and slugs, so that the test can be run again.
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  /// A person who is signed in.
  ///
  /// @param reply of the sign-in
  private record SignedIn(String email, JsonNode reply) {
    String token() {
      return reply.get("accessToken").asText();
    }

    Caller caller() {
      return Caller.with(token());
    }

    String id() {
      return reply.at("/person/id").asText();
    }

    String organisation() {
      return reply.at("/organisation/id").asText();
    }

    String refresh() {
      return reply.get("refreshToken").asText();
    }
  }

  private static ObjectNode body() {
    return JSON.createObjectNode();
  }

  private String email(String name) {
    return "%s-%s@shop.example".formatted(name, run);
  }

  /// Signs up, reads the mail, and claims the organisation with a password.
  private SignedIn owner(String name) throws Exception {
    var email = email(name);
    STRANGER.post(
        SERVER,
        "/v1/sign-ups",
        body()
            .put("name", name)
            .put("email", email)
            .put("organisation", "The shop of " + name)
            .put("slug", name + "-" + run)
            .toString(),
        202);
    var token = MailReader.token(SERVER, email, "/link");
    var seen = STRANGER.post(SERVER, "/v1/links", body().put("token", token).toString(), 200);
    assertThat(seen.get("kind").asText()).isEqualTo("verify");
    assertThat(seen.get("email").asText()).isEqualTo(email);
    assertThat(seen.get("hasAccount").asBoolean()).isFalse();
    return accepted(name, email, token);
  }

  private static SignedIn accepted(String name, String email, String token) throws Exception {
    var use = body().put("token", token).put("name", name).put("password", PASSWORD).toString();
    var reply = STRANGER.post(SERVER, "/v1/links/acceptance", use, 201);
    // a link works once
    STRANGER.post(SERVER, "/v1/links", body().put("token", token).toString(), 404);
    return new SignedIn(email, reply);
  }

  private SignedIn member(SignedIn owner, String name) throws Exception {
    var email = email(name);
    var invitation = body().put("email", email);
    invitation.putArray("roles").add("member");
    owner.caller().post(SERVER, "/v1/organisation/invitations", invitation.toString(), 201);
    return accepted(name, email, MailReader.token(SERVER, email, "/link"));
  }

  private static SignedIn signIn(String email, ObjectNode more) throws Exception {
    var credentials = more.put("email", email).put("password", PASSWORD).toString();
    return new SignedIn(email, STRANGER.post(SERVER, "/v1/sign-ins", credentials, 201));
  }

  private static String kind(JsonNode problem) {
    return problem.get("type").asText();
  }

  private static Caller.Session session(SignedIn by) throws Exception {
    var started = by.caller().post(SERVER, "/v1/sessions", "{}", 201);
    return new Caller.Session(started.get("id").asText(), started.get("token").asText());
  }

  private static URI socket(Caller.Session session) {
    var http = SERVER.http("/v1/sessions/" + session.id() + "/socket?after=0");
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }

  @Test
  void a_stranger_signs_up_claims_by_mail_and_is_the_owner_of_an_organisation_alone()
      throws Exception {
    var owner = owner("ada");
    var me = owner.caller().get(SERVER, "/v1/me");
    assertThat(me.at("/person/email").asText()).isEqualTo(owner.email());
    assertThat(me.at("/organisation/name").asText()).isEqualTo("The shop of ada");
    assertThat(me.at("/organisation/slug").asText()).isEqualTo("ada-" + run);
    assertThat(me.get("permissions").toString()).contains("\"manage-people\"");
    var people = owner.caller().get(SERVER, "/v1/organisation/people").get("people");
    assertThat(people).hasSize(1);
    assertThat(people.at("/0/id").asText()).isEqualTo(owner.id());
    assertThat(people.at("/0/roles").toString()).contains("owner");
  }

  @Test
  void the_public_keys_verify_an_access_token_for_others() throws Exception {
    var owner = owner("eve");
    var token = SignedJWT.parse(owner.token());
    var keys = JWKSet.parse(STRANGER.get(SERVER, "/.well-known/jwks.json").toString());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(key.isPrivate()).isFalse();
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(key.toOctetKeyPair().getDecodedX(), 0));
    var input = token.getSigningInput();
    verifier.update(input, 0, input.length);
    assertThat(verifier.verifySignature(token.getSignature().decode())).isTrue();
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo(owner.id());
    assertThat(claims.getStringClaim("org")).isEqualTo(owner.organisation().replace("-", ""));
    assertThat(claims.getExpirationTime().toInstant())
        .isBefore(Instant.now().plus(Duration.ofMinutes(61)));

    // the same claims under another signature
    var forged = Arrays.asList(owner.token().split("\\.", -1)).subList(0, 2);
    var other = owner("mallory").token().split("\\.", -1)[2];
    var wrong = String.join(".", forged) + "." + other;
    assertThat(kind(Caller.with(wrong).get(SERVER, "/v1/me", 401)))
        .isEqualTo("/problems/token-invalid");
  }

  @Test
  void a_role_that_is_taken_away_closes_the_open_socket_and_ends_the_permission() throws Exception {
    var owner = owner("grace");
    var member = member(owner, "joan");
    assertThat(member.organisation()).isEqualTo(owner.organisation());
    var session = session(owner);
    var path = "/v1/sessions/" + session.id();
    try (var socket = TestSocket.open(HTTP, socket(session), member.token())) {
      assertThat(socket.next("event").at("/event/kind").asText()).isEqualTo("session-started");
      owner
          .caller()
          .put(
              SERVER,
              "/v1/organisation/people/" + member.id() + "/roles",
              "{\"roles\": [\"viewer\"]}",
              204);
      assertThat(socket.closeCode()).isEqualTo(TOKEN_EXPIRED);
    }
    // what a viewer may do stays, with the same token
    assertThat(member.caller().get(SERVER, path).get("id").asText()).isEqualTo(session.id());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var said = "{\"id\": \"%s\", \"text\": \"hello\"}".formatted(UUID.randomUUID());
              member.caller().post(SERVER, path + "/messages", said, 403);
            });
    // a member manages nobody
    member
        .caller()
        .put(
            SERVER,
            "/v1/organisation/people/" + owner.id() + "/roles",
            "{\"roles\": [\"viewer\"]}",
            403);
  }

  @Test
  void another_organisations_person_sees_nothing() throws Exception {
    var owner = owner("hedy");
    var session = session(owner);
    var other = owner("rosa");
    var foreign = other.caller().get(SERVER, "/v1/sessions/" + session.id(), 404);
    var missing = other.caller().get(SERVER, "/v1/sessions/" + UUID.randomUUID(), 404);
    assertThat(foreign.get("detail")).isEqualTo(missing.get("detail"));
    var own = other.caller().get(SERVER, "/v1/sessions?limit=100").toString();
    assertThat(own).doesNotContain(session.id());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                owner
                    .caller()
                    .get(SERVER, "/v1/sessions?limit=100")
                    .toString()
                    .contains(session.id()));
    var people = other.caller().get(SERVER, "/v1/organisation/people").toString();
    assertThat(people).contains(other.email()).doesNotContain(owner.email());
    other
        .caller()
        .put(
            SERVER,
            "/v1/organisation/people/" + owner.id() + "/roles",
            "{\"roles\": [\"viewer\"]}",
            404);
    // neither does the platform's staff of nowhere
    other.caller().get(SERVER, "/v1/organisations", 403);
  }

  @Test
  void a_second_factor_is_asked_for_and_signing_out_everywhere_ends_the_other_sign_ins()
      throws Exception {
    var owner = owner("mary");
    var begun =
        owner
            .caller()
            .post(SERVER, "/v1/me/second-factor", body().put("password", PASSWORD).toString(), 201);
    var app = new CodeApp(begun.get("key").asText());
    var confirmed =
        owner
            .caller()
            .put(SERVER, "/v1/me/second-factor", body().put("code", app.code(0)).toString(), 200);
    assertThat(confirmed.get("recoveryCodes")).hasSize(10);

    var without = body().put("email", owner.email()).put("password", PASSWORD).toString();
    assertThat(kind(STRANGER.post(SERVER, "/v1/sign-ins", without, 401)))
        .isEqualTo("/problems/code-needed");
    var second = signIn(owner.email(), body().put("code", app.code(1)));
    var recovery = confirmed.at("/recoveryCodes/0").asText();
    var third = signIn(owner.email(), body().put("code", recovery));
    assertThat(third.caller().get(SERVER, "/v1/sign-ins").get("signIns")).hasSize(3);

    third.caller().delete(SERVER, "/v1/sign-ins", 204);
    for (var ended : new SignedIn[] {owner, second}) {
      await().atMost(PATIENCE).untilAsserted(() -> ended.caller().get(SERVER, "/v1/me", 401));
      var renewal = body().put("refreshToken", ended.refresh()).toString();
      assertThat(kind(STRANGER.post(SERVER, "/v1/sign-ins/renewal", renewal, 401)))
          .isEqualTo("/problems/sign-in-ended");
    }
    var left = third.caller().get(SERVER, "/v1/sign-ins").get("signIns");
    assertThat(StreamSupport.stream(left.spliterator(), false))
        .singleElement()
        .matches(signIn -> signIn.get("current").asBoolean());
    var renewal = body().put("refreshToken", third.refresh()).toString();
    var renewed = STRANGER.post(SERVER, "/v1/sign-ins/renewal", renewal, 200);
    assertThat(renewed.get("accessToken").asText()).isNotEqualTo(third.token());
  }

  @Test
  void a_forgotten_password_is_replaced_by_mail_and_ends_all_sign_ins() throws Exception {
    var owner = owner("emmy");
    var address = body().put("email", owner.email()).toString();
    STRANGER.post(SERVER, "/v1/password-resets", address, 202);
    // the same answer, and no mail
    var unknown = body().put("email", email("nobody")).toString();
    STRANGER.post(SERVER, "/v1/password-resets", unknown, 202);
    var token = MailReader.token(SERVER, owner.email(), "/reset");
    var chosen = "other words of no song";
    var reset = body().put("token", token).put("password", chosen).toString();
    STRANGER.put(SERVER, "/v1/password-resets", reset, 204);
    await().atMost(PATIENCE).untilAsserted(() -> owner.caller().get(SERVER, "/v1/me", 401));
    var old = body().put("email", owner.email()).put("password", PASSWORD).toString();
    assertThat(kind(STRANGER.post(SERVER, "/v1/sign-ins", old, 401)))
        .isEqualTo("/problems/sign-in-refused");
    var now = body().put("email", owner.email()).put("password", chosen).toString();
    STRANGER.post(SERVER, "/v1/sign-ins", now, 201);
  }
}
