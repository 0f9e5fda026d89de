package io.parley.http.apikey;

import static io.parley.http.apikey.KeyServer.NOON;
import static io.parley.http.apikey.KeyServer.OPERATOR;
import static io.parley.http.apikey.KeyServer.id;
import static io.parley.http.apikey.KeyServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Call.Proven;
import io.parley.http.token.Holder;
import io.parley.http.token.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeyAuthenticatorTest {
  private static final String BODY =
      """
      {"name": "backend", "scopes": ["oversee", "read"]}\
      """;

  private final KeyServer server = new KeyServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_key_opens_what_its_scopes_allow_and_no_more() {
    var key = server.made(BODY);
    var answer = server.who(key);
    assertThat(status(answer)).isEqualTo(200);
    assertThat(server.json(answer).path("tenant").asText()).isEqualTo("default");
    assertThat(server.json(server.who(key)).path("permissions").asInt()).isEqualTo(2);
    assertThat(status(server.list(key))).isEqualTo(403);
    var reader = server.made("{\"name\": \"reader\", \"scopes\": [\"read\"]}");
    var refused = server.who(reader);
    assertThat(status(refused)).isEqualTo(403);
    assertThat(server.text(refused)).contains("not in the scopes of the API key");
  }

  @Test
  void whatever_is_wrong_with_a_key_it_is_refused_in_the_same_words() {
    var revoked = server.made(BODY);
    server.revoke(id(revoked), OPERATOR);
    var expired =
        server.made(
            """
            {"name": "a", "scopes": ["oversee"], "expiresAt": "2026-11-25T12:01:00Z"}\
            """);
    var foreign =
        server.made(
            """
            {"name": "a", "scopes": ["oversee"], "addresses": ["198.51.100.0/24"]}\
            """);
    var right = server.made(BODY);
    server.now = NOON.plusSeconds(60);
    var problems = new ArrayList<ObjectNode>();
    for (var key :
        List.of(
            revoked,
            expired,
            foreign,
            right.substring(0, 20) + foreign.substring(20),
            "pk_0123456789abcdef" + right.substring(19),
            "pk_damaged")) problems.add(refused(server.who(key)));
    assertThat(problems).allMatch(problems.getFirst()::equals);
    assertThat(status(server.who(right))).isEqualTo(200);
    assertThat(status(server.who(foreign, "198.51.100.9"))).isEqualTo(200);
    for (var reason : List.of("revoked", "expired", "address", "secret"))
      assertThat(server.meters.counter("parley.apikeys.refused", "reason", reason).count())
          .as(reason)
          .isEqualTo(1);
    assertThat(server.meters.counter("parley.apikeys.refused", "reason", "unknown").count())
        .isEqualTo(2);
  }

  private ObjectNode refused(HttpResponse response) {
    assertThat(status(response)).isEqualTo(401);
    var problem = server.json(response);
    problem.remove("requestId");
    return problem;
  }

  @Test
  void a_revoked_key_is_gone_within_five_seconds_on_a_node_that_was_not_told() {
    var key = server.made(BODY);
    assertThat(status(server.who(key))).isEqualTo(200);
    server.store.revoke(TenantId.DEFAULT, id(key), server.store.acts().getFirst());
    assertThat(status(server.who(key))).isEqualTo(200);
    server.now = NOON.plusSeconds(4);
    assertThat(status(server.who(key))).isEqualTo(401);
  }

  @Test
  void many_requests_read_a_key_once_and_note_its_use_once() {
    // otherwise a key that is read again says itself when it was used
    server.store.forgetUses();
    var key = server.made(BODY);
    for (int i = 0; i < 20; i++) assertThat(status(server.who(key))).isEqualTo(200);
    assertThat(server.store.reads()).isEqualTo(1);
    assertThat(server.store.notes()).isEqualTo(1);
    server.now = NOON.plus(HeldApiKeys.HELD);
    assertThat(status(server.who(key))).isEqualTo(200);
    assertThat(server.store.reads()).isEqualTo(2);
    assertThat(server.store.notes()).isEqualTo(1);
    server.now = NOON.plus(HeldApiKeys.NOTED);
    assertThat(status(server.who(key))).isEqualTo(200);
    assertThat(server.store.notes()).isEqualTo(2);
  }

  @Test
  void when_the_store_is_down_a_key_gets_503_and_a_failure_is_not_held() {
    var key = server.made(BODY);
    server.store.setDown(true);
    assertThat(status(server.who(key))).isEqualTo(503);
    assertThat(status(server.who(OPERATOR))).isEqualTo(200);
    server.store.setDown(false);
    assertThat(status(server.who(key))).isEqualTo(200);
  }

  @Test
  void a_use_that_cannot_be_noted_keeps_nobody_out() {
    var key = server.made(BODY);
    server.store.failUses();
    assertThat(status(server.who(key))).isEqualTo(200);
    assertThat(server.store.notes()).isEqualTo(1);
  }

  @Test
  void guesses_have_to_pause_and_cost_no_reads_meanwhile() {
    for (int i = 0; i < 6; i++)
      assertThat(status(server.who("pk_%016x_%s".formatted(i, "A".repeat(43))))).isEqualTo(401);
    int reads = server.store.reads();
    assertThat(status(server.who("pk_00000000000000ff_" + "A".repeat(43)))).isEqualTo(429);
    assertThat(server.store.reads()).isEqualTo(reads);
    assertThat(status(server.who(OPERATOR))).isEqualTo(429);
    server.now = NOON.plusSeconds(2);
    assertThat(status(server.who(OPERATOR))).isEqualTo(200);
  }

  @Test
  void an_ended_key_that_is_still_sent_is_no_guess() {
    var key = server.made(BODY);
    server.revoke(id(key), OPERATOR);
    for (int i = 0; i < 20; i++) assertThat(status(server.who(key))).isEqualTo(401);
    assertThat(status(server.who(OPERATOR))).isEqualTo(200);
  }

  @Test
  void the_end_of_a_key_is_told_to_its_connections_alone() {
    var key = server.made(BODY);
    var ended = new ArrayList<String>();
    var watches = server.tokens.keyWatches();
    var own = Principal.program(TenantId.DEFAULT, id(key), Set.of(Permission.READ));
    var other = Principal.program(TenantId.DEFAULT, "00000000000000ff", Set.of(Permission.READ));
    var watch = watches.watch(proven(own), () -> ended.add("own")).orElseThrow();
    assertThat(watches.watch(proven(other), () -> ended.add("other"))).isPresent();
    assertThat(watches.watch(Optional.empty(), () -> {})).isEmpty();
    var others = new Holder.Key("00000000000000ff", Set.of(Permission.READ));
    var mine = new Holder.Key(id(key), Set.of(Permission.READ));
    assertThat(watches.holders()).containsExactlyInAnyOrder(mine, others);
    server.revoke(id(key), OPERATOR);
    assertThat(ended).containsExactly("own");
    watch.close();
    assertThat(watches.holders()).containsExactly(others);
  }

  private static Optional<Proven> proven(Principal program) {
    return Optional.of(new Proven("pk_", program));
  }

  @Test
  void no_token_of_staff_begins_as_keys_do() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestTokens.of("pk_agent-token-for-tests", OPERATOR))
        .withMessageContaining("parley.tokens.agent")
        .withMessageContaining("pk_");
  }

  @Test
  void keys_are_held_for_less_than_five_seconds() {
    assertThat(HeldApiKeys.HELD).isLessThan(Duration.ofSeconds(5));
  }
}
