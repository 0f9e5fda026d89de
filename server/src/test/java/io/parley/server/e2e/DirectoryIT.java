package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.http.session.TestSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An organisation's directory on the built program: with its key a person joins, gets a role,
/// leaves, and comes back with the role.
class DirectoryIT {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(SharedServer.Profile.SCRIPTED);

  /// Within five seconds on every node; a busy machine takes longer.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String PASSWORD = "other words of no song";
  private static final String GROUP = "/scim/v2/Groups/member";
  private static final int TOKEN_EXPIRED = 4401;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Caller STRANGER = Caller.with("");

  /// For addresses and slugs, so that the test can be run again.
  private final String slug = "dir-" + UUID.randomUUID().toString().substring(0, 8);

  private String email() {
    return "ben@%s.example".formatted(slug);
  }

  @Test
  void a_person_joins_by_the_directory_leaves_within_seconds_and_comes_back_with_the_role()
      throws Exception {
    var owner = NewOwner.of(SERVER, slug).caller();
    proveDomain(owner);
    var directory = directory(owner);
    var made = directory.post(SERVER, "/scim/v2/Users", user(true), 201);
    var id = made.get("id").asText();
    assertThat(made.at("/meta/location").asText())
        .isEqualTo(SERVER.http("/scim/v2/Users/" + id).toString());
    assertThat(directory.put(SERVER, GROUP, group(id), 200).toString()).contains(id);

    var ben = signedIn();
    assertThat(roles(owner, id)).contains("member", "viewer");
    var session = session(owner);
    var path = "/v1/sessions/" + session.id();
    try (var socket = TestSocket.open(HTTP, socket(session), ben)) {
      assertThat(socket.next("event").at("/event/kind").asText()).isEqualTo("session-started");
      var off = directory.put(SERVER, "/scim/v2/Users/" + id, user(false), 200);
      assertThat(off.get("active").asBoolean(true)).isFalse();
      assertThat(off.get("groups").toString()).contains("member");
      assertThat(socket.closeCode()).isEqualTo(TOKEN_EXPIRED);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Caller.with(ben).get(SERVER, "/v1/me", 401);
              Caller.with(ben).get(SERVER, path, 401);
            });
    assertThat(owner.get(SERVER, "/v1/organisation/people").toString()).doesNotContain(id);

    assertThat(directory.put(SERVER, "/scim/v2/Users/" + id, user(true), 200).toString())
        .contains("member");
    assertThat(roles(owner, id)).contains("member", "viewer");
    // the owner is left out, and keeps nobody from the change
    var boss = owner.get(SERVER, "/v1/me").at("/person/id").asText();
    var members = directory.put(SERVER, GROUP, group(boss), 200).get("members");
    assertThat(members).isEmpty();
    assertThat(roles(owner, id)).doesNotContain("member");
    assertThat(owner.get(SERVER, "/v1/organisation/audit?limit=100").toString())
        .contains("left-out-of-joining");
  }

  private void proveDomain(Caller owner) throws Exception {
    var path = "/v1/organisation/domains/%s.example".formatted(slug);
    var wanted = owner.put(SERVER, path, "", 200).get("record");
    SERVER.prove(wanted.get("name").asText(), wanted.get("text").asText());
    assertThat(owner.post(SERVER, path + "/verification", "", 200).has("verifiedAt")).isTrue();
  }

  private static Caller directory(Caller owner) throws Exception {
    var wish = "{\"name\": \"directory\", \"scopes\": [\"provision\"]}";
    return Caller.with(owner.post(SERVER, "/v1/api-keys", wish, 201).get("key").asText());
  }

  private String user(boolean isActive) {
    return """
    {"userName": "%s", "externalId": "00u1", "displayName": "Ben", "active": %b}
    """
        .formatted(email(), isActive);
  }

  private static String group(String member) {
    return "{\"displayName\": \"member\", \"members\": [{\"value\": \"%s\"}]}".formatted(member);
  }

  /// The person proves its address by a mail, and chooses a password.
  ///
  /// @return its access token
  private String signedIn() throws Exception {
    var address = "{\"email\": \"%s\"}".formatted(email());
    STRANGER.post(SERVER, "/v1/password-resets", address, 202);
    var token = MailReader.token(SERVER, email(), "/reset");
    var reset = "{\"token\": \"%s\", \"password\": \"%s\"}".formatted(token, PASSWORD);
    STRANGER.put(SERVER, "/v1/password-resets", reset, 204);
    var signIn = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email(), PASSWORD);
    return STRANGER.post(SERVER, "/v1/sign-ins", signIn, 201).get("accessToken").asText();
  }

  private static String roles(Caller owner, String id) throws Exception {
    for (JsonNode person : owner.get(SERVER, "/v1/organisation/people").get("people"))
      if (person.get("id").asText().equals(id)) return person.get("roles").toString();
    return "";
  }

  private static Caller.Session session(Caller by) throws Exception {
    var started = by.post(SERVER, "/v1/sessions", "{}", 201);
    return new Caller.Session(started.get("id").asText(), started.get("token").asText());
  }

  private static URI socket(Caller.Session session) {
    var http = SERVER.http("/v1/sessions/" + session.id() + "/socket?after=0");
    return URI.create(http.toString().replaceFirst("^http", "ws"));
  }
}
