package io.parley.tools.mcp.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import io.parley.outbound.guard.Allowed;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.tools.fake.LoginServer;
import io.parley.tools.fake.MemorySignIns;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.http.GuardedSender;
import io.parley.tools.mcp.http.HttpSender.Answer;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.source.Background;
import io.parley.tools.source.SourceTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in at an authorization server, and the attacks on it (RFC 9700).
class SignInTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final TenantId SHOP = new TenantId("shop");
  private static final URI CALLBACK = URI.create("http://localhost:8080/v1/oauth/callback");
  private static final OAuthSettings SETTINGS =
      new OAuthSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final GuardedSender SENDER =
      new GuardedSender(
          GuardedHttp.open(
              new GuardSettings(
                  Allowed.of("allow", List.of("127.0.0.0/8")),
                  new GuardLimits(LONG, LONG, LONG, LONG, 8 << 20),
                  32 * 1024,
                  5,
                  100)),
          LONG);

  private final LoginServer outside;
  private final MemorySignIns store = new MemorySignIns();
  private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final InstantSource clock = () -> now;

  SignInTest() throws IOException {
    outside = new LoginServer();
  }

  @AfterEach
  void close() {
    outside.close();
  }

  private record Here(URI redirectUri, Optional<URI> clientMetadata) implements Redirect {}

  private SignInFlow flow() {
    return new SignInFlow(outside.mcp(), SETTINGS, SENDER, clock);
  }

  private SignInFlow.Begun begin() throws McpFailure, InterruptedException {
    return flow()
        .begin(new Here(CALLBACK, Optional.empty()), Optional.empty(), Set.of(), Deadline.in(LONG));
  }

  private static Map<String, String> agreed(SignInFlow.Begun begun)
      throws IOException, InterruptedException {
    return new HashMap<>(LoginServer.parameters(LoginServer.agree(begun.page()).getRawQuery()));
  }

  private String finish(SignInFlow.Begun begun, Map<String, String> returned)
      throws McpFailure, InterruptedException {
    return flow().finish(begun.value(), returned, Deadline.in(LONG));
  }

  private void assertRefused(SignInFlow.Begun begun, Map<String, String> returned, String reason) {
    assertThatThrownBy(() -> finish(begun, returned))
        .isInstanceOf(McpFailure.class)
        .hasMessageContaining(reason);
  }

  /// A node that has the tokens of a new sign-in.
  private SignedIn signedIn() throws Exception {
    var begun = begin();
    store.put(SHOP, "crm", SecretHost.of(outside.mcp()), finish(begun, agreed(begun)));
    return node();
  }

  private SignedIn node() {
    return node(outside.mcp());
  }

  private SignedIn node(URI server) {
    return new SignedIn(
        server, SETTINGS, new SourceTokens(store, SHOP, "crm", server), SENDER, clock);
  }

  private static String token(SignedIn node) throws McpFailure, InterruptedException {
    return node.headers(Deadline.in(LONG)).get("Authorization");
  }

  private static Answer answer(int status, String challenge) {
    return new Answer(
        status,
        name -> Optional.of(challenge).filter(_ -> name.equals("WWW-Authenticate")),
        new ByteArrayInputStream(new byte[0]),
        () -> {});
  }

  @Test
  void a_sign_in_has_pkce_the_resource_and_a_registered_client() throws Exception {
    var begun = begin();
    var asked = LoginServer.parameters(begun.page().getRawQuery());
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("resource", outside.mcp().toString())
        .containsEntry("redirect_uri", CALLBACK.toString())
        .containsEntry("scope", "offline_access tools")
        .containsEntry("state", begun.state());
    assertThat(asked.toString()).doesNotContain(verifier(begun));

    store.put(SHOP, "crm", SecretHost.of(outside.mcp()), finish(begun, agreed(begun)));
    assertThat(token(node())).startsWith("Bearer access-");
  }

  private static String verifier(SignInFlow.Begun begun) {
    return Jackson.parse(begun.value()).orElseThrow().path("verifier").asText();
  }

  @Test
  void the_address_of_the_description_stands_in_for_a_registration() throws Exception {
    outside.described = json -> json.put("client_id_metadata_document_supported", true);
    var description = URI.create("https://chat.shop.example/v1/oauth/client");
    var begun =
        flow()
            .begin(
                new Here(CALLBACK, Optional.of(description)),
                Optional.empty(),
                Set.of(),
                Deadline.in(LONG));
    assertThat(LoginServer.parameters(begun.page().getRawQuery()))
        .containsEntry("client_id", description.toString());
    assertThat(outside.requests).doesNotContain("/register");
  }

  @Test
  void an_answer_to_another_request_is_refused() throws Exception {
    var begun = begin();
    var returned = agreed(begun);
    returned.put("state", begin().state());
    assertRefused(begun, returned, "another request");
    assertThat(outside.requests).doesNotContain("/token");
  }

  @Test
  void an_answer_of_another_issuer_or_of_none_is_refused_before_its_code_is_sent()
      throws Exception {
    var begun = begin();
    var returned = agreed(begun);
    returned.put("iss", "https://evil.example");
    assertRefused(begun, returned, "another issuer");
    returned.remove("iss");
    assertRefused(begun, returned, "another issuer");
    assertThat(outside.requests).doesNotContain("/token");
  }

  @Test
  void a_code_of_another_sign_in_of_the_same_client_is_refused_by_its_verifier() throws Exception {
    var id = outside.register(CALLBACK);
    var known =
        new OAuthSettings(
            Optional.of(id),
            Optional.of(_ -> LoginServer.secretOf(id)),
            Optional.of(outside.issuer()),
            Optional.empty());
    var flow = new SignInFlow(outside.mcp(), known, SENDER, clock);
    var here = new Here(CALLBACK, Optional.empty());
    var mine = flow.begin(here, Optional.empty(), Set.of(), Deadline.in(LONG));
    var other = flow.begin(here, Optional.empty(), Set.of(), Deadline.in(LONG));
    var returned = agreed(mine);
    assertThat(mine.value() + other.value()).doesNotContain(LoginServer.secretOf(id));
    var injected = new HashMap<>(returned);
    injected.put("code", agreed(other).get("code"));
    assertThatThrownBy(() -> flow.finish(mine.value(), injected, Deadline.in(LONG)))
        .hasMessageContaining("gave no token (status 400)");
    assertThat(flow.finish(mine.value(), returned, Deadline.in(LONG))).contains("access-");
  }

  @Test
  void a_person_who_does_not_agree_gives_no_token() throws Exception {
    var begun = begin();
    assertRefused(
        begun,
        Map.of("state", begun.state(), "iss", outside.issuer(), "error", "access_denied"),
        "did not agree");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "http://login.example/authorize", "//login.example/", ""})
  void a_page_that_is_not_of_the_secure_web_is_not_opened(String page) {
    outside.described = json -> json.put("authorization_endpoint", page);
    assertThatThrownBy(this::begin).isInstanceOf(McpFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://169.254.169.254", "https://10.0.0.1", "https://[fd00::1]", "file:///etc"})
  void an_authorization_server_inside_the_network_is_not_asked(String issuer) {
    outside.resource =
        json -> {
          json.putArray("authorization_servers").add(issuer);
          return json;
        };
    assertThatThrownBy(this::begin).isInstanceOf(McpFailure.class);
  }

  @Test
  void a_token_endpoint_inside_the_network_gets_no_code() throws Exception {
    outside.described = json -> json.put("token_endpoint", "https://10.0.0.1/token");
    var begun = begin();
    assertRefused(begun, agreed(begun), "10.0.0.1 could not be asked");
  }

  @Test
  void a_giant_description_is_refused() {
    outside.described = json -> json.put("padding", "x".repeat(300_000));
    assertThatThrownBy(this::begin).isInstanceOf(McpFailure.class).hasMessageContaining("bytes");
  }

  @Test
  void a_server_that_speaks_for_another_resource_or_issuer_is_refused() {
    outside.resource = json -> json.put("resource", "https://other.example/mcp");
    assertThatThrownBy(this::begin).hasMessageContaining("another resource");
    outside.resource = json -> json;
    outside.described = json -> json.put("issuer", "https://other.example");
    assertThatThrownBy(this::begin).hasMessageContaining("another issuer");
    outside.described = json -> json.without("code_challenge_methods_supported");
    assertThatThrownBy(this::begin).hasMessageContaining("no PKCE");
  }

  @Test
  void a_token_is_for_its_own_server_alone() throws Exception {
    signedIn();
    for (var other : List.of("http://127.0.0.1:9/mcp", outside.issuer() + "/other"))
      assertThatThrownBy(() -> token(node(URI.create(other)))).isInstanceOf(McpFailure.class);
  }

  @Test
  void one_of_several_nodes_renews_and_the_others_read_the_new_token() throws Exception {
    var first = signedIn();
    var before = token(first);
    now = now.plus(Duration.ofHours(2));
    var nodes = Stream.concat(Stream.of(first), Stream.generate(this::node).limit(5)).toList();
    var tokens =
        nodes.stream().map(node -> Background.run("node", () -> token(node))).toList().stream()
            .map(got -> got.orTimeout(60, TimeUnit.SECONDS).join())
            .distinct()
            .toList();
    assertThat(tokens).hasSize(1).doesNotContain(before);
    assertThat(outside.refreshes()).isEqualTo(1);
    assertThat(outside.validTokens()).isEqualTo(3);
  }

  @Test
  void a_token_that_the_server_refuses_is_renewed_once_for_all_requests() throws Exception {
    var node = signedIn();
    var other = node();
    var used = node.headers(Deadline.in(LONG));
    assertThat(other.headers(Deadline.in(LONG))).isEqualTo(used);
    outside.forgetAccess();
    assertThat(node.renew(used, answer(401, "Bearer"), Deadline.in(LONG))).isTrue();
    assertThat(other.renew(used, answer(401, "Bearer"), Deadline.in(LONG))).isTrue();
    assertThat(token(other)).isEqualTo(token(node)).isNotEqualTo(used.get("Authorization"));
    assertThat(outside.refreshes()).isEqualTo(1);
  }

  @Test
  void a_refused_renewal_needs_a_new_sign_in_and_is_not_repeated() throws Exception {
    var node = signedIn();
    token(node);
    outside.forgetAll();
    now = now.plus(Duration.ofHours(2));
    for (int i = 0; i < 3; i++)
      assertThatThrownBy(() -> token(node)).hasMessageContaining("needs a sign-in");
    assertThat(outside.refreshes()).isEqualTo(1);
    assertThat(store.state(SHOP, "crm").orElseThrow().isDone()).isFalse();
    var again = signedIn();
    assertThat(token(again)).startsWith("Bearer ");
  }

  @Test
  void an_authorization_server_that_is_away_is_asked_again_later() throws Exception {
    var node = signedIn();
    outside.close();
    now = now.plus(Duration.ofHours(2));
    for (int i = 0; i < 2; i++)
      assertThatThrownBy(() -> token(node)).hasMessageContaining("could not be asked");
    assertThat(store.state(SHOP, "crm").orElseThrow().isDone()).isTrue();
  }

  @Test
  void further_scopes_need_a_sign_in_that_asks_for_the_old_ones_too() throws Exception {
    var node = signedIn();
    var used = node.headers(Deadline.in(LONG));
    var refused = answer(403, "Bearer error=\"insufficient_scope\", scope=\"tools refunds\"");
    assertThat(node.renew(used, refused, Deadline.in(LONG))).isFalse();
    var state = store.state(SHOP, "crm").orElseThrow();
    assertThat(state.isDone()).isFalse();
    assertThat(state.hasNoToken()).isFalse();
    assertThat(state.wanted()).containsExactly("refunds");
    assertThat(node.headers(Deadline.in(LONG))).isEqualTo(used);

    var before =
        store.find(SHOP, "crm", outside.mcp()).toCompletableFuture().join().orElseThrow().value();
    var begun =
        flow()
            .begin(
                new Here(CALLBACK, Optional.empty()),
                Optional.of(before),
                Set.of("refunds"),
                Deadline.in(LONG));
    assertThat(LoginServer.parameters(begun.page().getRawQuery()).get("scope"))
        .isEqualTo("offline_access refunds tools");
  }

  @Test
  void revoked_tokens_are_worth_nothing() throws Exception {
    signedIn();
    var held = store.find(SHOP, "crm", outside.mcp()).toCompletableFuture().join().orElseThrow();
    flow().revoke(held.value(), Deadline.in(LONG));
    assertThat(outside.validTokens()).isZero();
  }
}
