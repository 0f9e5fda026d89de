package io.parley.tools.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.agent.AgentRef;
import io.parley.core.audit.Act;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.source.Rehearsal;
import io.parley.core.tool.source.SignInDesk;
import io.parley.core.tool.source.SignInDesk.Begun;
import io.parley.core.tool.source.SignInDesk.Finished;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceState;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.fake.LoginServer;
import io.parley.tools.mcp.McpSourceKind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes with one store, and a server that wants a sign-in.
class RegistrySignInsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final TenantId SHOP = new TenantId("shop");
  private static final Act ACT = Act.ofProgram("operator", Instant.EPOCH);
  private static final TenantId BANK = new TenantId("bank");
  private static final AgentRef AGENT = new AgentRef("support", 1);
  private static final SignInDesk.Place PLACE =
      new SignInDesk.Place(URI.create("http://localhost:8080/v1/oauth/callback"), Optional.empty());

  private static final GuardedHttp HTTP =
      GuardedHttp.open(
          new GuardSettings(
              Allowed.of("allow", List.of("127.0.0.0/8")),
              new GuardLimits(LONG, LONG, LONG, LONG, 8 << 20),
              32 * 1024,
              5,
              100,
              Set.of(SHOP, BANK)));

  private final MemorySources store = new MemorySources();
  private final List<RegisteredTools> nodes = new ArrayList<>();
  private final LoginServer outside;
  private final RegisteredTools node = node();
  private final RegistryDesk desk = new RegistryDesk(node, LONG);
  private final SignInDesk signIns = new RegistrySignIns(node, store.signIns);

  RegistrySignInsTest() throws IOException {
    outside = new LoginServer();
  }

  @AfterEach
  void close() {
    nodes.forEach(RegisteredTools::close);
    outside.close();
  }

  private RegisteredTools node() {
    var started =
        RegisteredTools.start(
            store,
            List.of(new McpSourceKind("test")),
            null,
            HTTP,
            Optional.of(store.signIns),
            Limiters.ofOneNode(),
            Duration.ofMillis(20));
    nodes.add(started);
    return started;
  }

  private static <T> T got(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private void put(TenantId tenant, String settings) {
    got(
        desk.put(
            tenant, new ToolSource("crm", "mcp", new Json(settings), List.of(), List.of(), false)));
  }

  private void putSignedIn(TenantId tenant) {
    put(
        tenant,
        "{\"url\": \"%s\", \"oauth\": {\"grant\": \"authorization-code\"}}"
            .formatted(outside.mcp()));
  }

  private static ToolSourceState state(RegisteredTools of, TenantId tenant) {
    return new RegistryDesk(of, LONG).find(tenant, "crm").orElseThrow();
  }

  private Map<String, String> agreed(TenantId tenant) throws Exception {
    var page = ((Begun.At) got(signIns.begin(tenant, "crm", PLACE, ACT))).page();
    return LoginServer.parameters(LoginServer.agree(page).getRawQuery());
  }

  private static ToolOutcome call(RegisteredTools on) {
    return got(
        on.call(
            new ToolCall("1.1", "crm.forecast", new Json("{\"city\": \"Bonn\"}")),
            new ToolContext(
                new SessionKey(SHOP, new SessionId("s-1")), AGENT, Optional.empty(), "k")));
  }

  @Test
  void a_sign_in_makes_the_source_usable_on_all_nodes_and_signing_out_ends_it() throws Exception {
    var other = node();
    putSignedIn(SHOP);
    assertThat(state(node, SHOP).signIn().orElseThrow().isDone()).isFalse();
    assertThat(state(node, SHOP).problem().orElseThrow()).contains("sign-in");
    assertThat(node.specs(SHOP, AGENT)).isEmpty();

    assertThat(got(signIns.finish(agreed(SHOP)))).isEqualTo(Finished.CONNECTED);
    await().until(() -> node.specs(SHOP, AGENT).size() == 1);
    await().until(() -> other.specs(SHOP, AGENT).size() == 1);
    assertThat(state(other, SHOP).signIn().orElseThrow().isDone()).isTrue();
    assertThat(call(other).kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
    assertThat(outside.requests.stream().filter("/token"::equals)).hasSize(1);

    assertThat(got(signIns.signOut(SHOP, "crm", ACT))).isTrue();
    assertThat(outside.validTokens()).isZero();
    await().until(() -> other.specs(SHOP, AGENT).isEmpty());
    assertThat(state(other, SHOP).signIn().orElseThrow().hasNoToken()).isTrue();
    assertThat(got(signIns.signOut(SHOP, "none", ACT))).isFalse();
  }

  @Test
  void further_scopes_are_wanted_after_a_call_that_lacks_them() throws Exception {
    putSignedIn(SHOP);
    assertThat(got(signIns.finish(agreed(SHOP)))).isEqualTo(Finished.CONNECTED);
    await().until(() -> node.specs(SHOP, AGENT).size() == 1);
    outside.neededScope = "weather";
    assertThat(
            got(
                desk.rehearse(
                    SHOP,
                    "crm",
                    new Rehearsal("crm.forecast", new Json("{}"), true, "k", Optional.empty()))))
        .hasValueSatisfying(seen -> assertThat(seen.problem()).isPresent());
    await().until(() -> !state(node, SHOP).signIn().orElseThrow().wanted().isEmpty());
    assertThat(got(signIns.finish(agreed(SHOP)))).isEqualTo(Finished.CONNECTED);
    await().until(() -> state(node, SHOP).signIn().orElseThrow().isDone());
    await().until(() -> node.specs(SHOP, AGENT).size() == 1);
    assertThat(call(node).kind()).isEqualTo(ToolOutcome.Kind.SUCCEEDED);
  }

  @Test
  void a_state_counts_once() throws Exception {
    putSignedIn(SHOP);
    var returned = agreed(SHOP);
    assertThat(got(signIns.finish(returned))).isEqualTo(Finished.CONNECTED);
    assertThat(got(signIns.finish(returned))).isEqualTo(Finished.UNKNOWN);
    assertThat(got(signIns.finish(Map.of("code", "x", "state", "guessed"))))
        .isEqualTo(Finished.UNKNOWN);
    assertThat(got(signIns.finish(Map.of("code", "x")))).isEqualTo(Finished.UNKNOWN);
    assertThat(outside.requests.stream().filter("/token"::equals)).hasSize(1);
  }

  @Test
  void a_state_counts_once_even_if_its_answer_is_forged() throws Exception {
    putSignedIn(SHOP);
    var returned = agreed(SHOP);
    var forged = new HashMap<>(returned);
    forged.put("iss", "https://evil.example");
    assertThat(got(signIns.finish(forged))).isEqualTo(Finished.REFUSED);
    assertThat(got(signIns.finish(returned))).isEqualTo(Finished.UNKNOWN);
    assertThat(outside.requests).doesNotContain("/token");
  }

  @Test
  void an_expired_state_is_unknown() throws Exception {
    putSignedIn(SHOP);
    var returned = agreed(SHOP);
    store.signIns.expire();
    assertThat(got(signIns.finish(returned))).isEqualTo(Finished.UNKNOWN);
  }

  @Test
  void a_state_signs_in_the_source_of_its_own_tenant_alone() throws Exception {
    putSignedIn(SHOP);
    putSignedIn(BANK);
    assertThat(got(signIns.finish(agreed(BANK)))).isEqualTo(Finished.CONNECTED);
    assertThat(state(node, BANK).signIn().orElseThrow().isDone()).isTrue();
    assertThat(state(node, SHOP).signIn().orElseThrow().isDone()).isFalse();
  }

  @Test
  void a_code_is_not_sent_for_a_source_that_has_another_server_since() throws Exception {
    putSignedIn(SHOP);
    var returned = agreed(SHOP);
    try (var evil = new LoginServer()) {
      put(
          SHOP,
          "{\"url\": \"%s\", \"oauth\": {\"grant\": \"authorization-code\"}}"
              .formatted(evil.mcp()));
      assertThat(got(signIns.finish(returned))).isEqualTo(Finished.UNKNOWN);
      assertThat(evil.requests).doesNotContain("/token");
    }
    assertThat(outside.requests).doesNotContain("/token");
  }

  @Test
  void a_sign_in_that_cannot_begin_says_why() {
    assertThat(got(signIns.begin(SHOP, "crm", PLACE, ACT))).isEqualTo(new Begun.Missing());
    put(SHOP, "{\"url\": \"%s\"}".formatted(outside.mcp()));
    assertThat(got(signIns.begin(SHOP, "crm", PLACE, ACT))).isInstanceOf(Begun.Wrong.class);
    assertThat(state(node, SHOP).signIn()).isEmpty();
    putSignedIn(SHOP);
    outside.described = json -> json.without("code_challenge_methods_supported");
    assertThat(got(signIns.begin(SHOP, "crm", PLACE, ACT)))
        .isEqualTo(new Begun.Failed("the authorization server has no PKCE with S256"));
  }
}
