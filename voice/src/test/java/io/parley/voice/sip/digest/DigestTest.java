package io.parley.voice.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.voice.sip.Requests;
import io.parley.voice.sip.digest.DigestServer.Tried;
import io.parley.voice.sip.digest.DigestServer.Verdict;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  private static final Request INVITE = Requests.invite();
  private static final String PEER = "192.0.2.1";

  private final DigestServer server = server(List.of(DigestAlgorithm.values()), 100);
  private final DigestClient client =
      new DigestClient("alice", "wonder\"land", List.of(DigestAlgorithm.values()));

  private static DigestServer server(List<DigestAlgorithm> algorithms, int noncesMax) {
    return new DigestServer(
        "parley",
        algorithms,
        new byte[32],
        Duration.ofMinutes(5),
        user -> user.equals("alice") ? Optional.of("wonder\"land") : Optional.empty(),
        noncesMax);
  }

  private static Response challenge(DigestServer server, Request request, String peer, Instant at) {
    var challenged = (Verdict.Challenged) server.check(request, peer, at);
    return Response.to(request, 401)
        .with(
            Response.to(request, 401)
                .headers()
                .with(HeaderType.WWW_AUTHENTICATE, challenged.challenges()));
  }

  private Response challenge() {
    return challenge(server, INVITE, PEER, AT);
  }

  private static Request with(Request request, Credentials credentials) {
    return request.with(request.headers().with(HeaderType.AUTHORIZATION, credentials));
  }

  private Request authorized(Response challenge) {
    return with(INVITE, client.answer(challenge, INVITE, "cn").orElseThrow().credentials());
  }

  private static boolean isStale(Verdict verdict) {
    return ((Verdict.Challenged) verdict)
        .challenges()
        .getFirst()
        .params()
        .value("stale")
        .isPresent();
  }

  @Test
  void responses_are_those_of_rfc_7616() {
    for (var algorithm : List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256)) {
      var proof =
          new DigestProof(
              algorithm,
              "http-auth@example.org",
              "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
              "GET",
              "/dir/index.html",
              "00000001",
              "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
      assertThat(proof.response("Mufasa", "Circle of Life"))
          .isEqualTo(
              algorithm == DigestAlgorithm.MD5
                  ? "8ca523f5e9506fed4657c9700eebdbec"
                  : "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }
  }

  @Test
  void before_quality_of_protection_the_response_was_that_of_rfc_2069() {
    var proof =
        new DigestProof(
            DigestAlgorithm.MD5,
            "testrealm@host.com",
            "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            "GET",
            "/dir/index.html",
            "",
            "");
    assertThat(proof.response("Mufasa", "Circle Of Life"))
        .isEqualTo("670fd8c2df070c60b045671b8b24ff02");
  }

  @ParameterizedTest
  @EnumSource
  void both_ends_agree_by_each_algorithm(DigestAlgorithm algorithm) {
    var own = server(List.of(algorithm), 100);
    assertThat(own.check(authorized(challenge(own, INVITE, PEER, AT)), PEER, AT))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class, accepted -> assertThat(accepted.user()).isEqualTo("alice"));
  }

  @Test
  void the_strongest_algorithm_that_both_know_is_used() {
    assertThat(challenge().headers().all(HeaderType.WWW_AUTHENTICATE)).hasSize(3);
    assertThat(
            authorized(challenge())
                .headers()
                .need(HeaderType.AUTHORIZATION)
                .params()
                .value("algorithm"))
        .contains("SHA-512-256");
    var strict = new DigestClient("alice", "x", List.of(DigestAlgorithm.SHA_256));
    var weak = challenge(server(List.of(DigestAlgorithm.MD5), 100), INVITE, PEER, AT);
    assertThat(strict.answer(weak, INVITE, "cn")).isEmpty();
    var strong = server(List.of(DigestAlgorithm.SHA_256), 100);
    var downgraded =
        challenge(strong, INVITE, PEER, AT)
            .headers()
            .need(HeaderType.WWW_AUTHENTICATE)
            .params()
            .with("algorithm", "MD5");
    var forged =
        Response.to(INVITE, 401)
            .with(HeaderType.WWW_AUTHENTICATE, new Credentials("Digest", downgraded));
    assertThat(strong.check(authorized(forged), PEER, AT)).isInstanceOf(Verdict.Challenged.class);
  }

  @Test
  void a_wrong_password_an_unknown_user_and_no_credentials_get_the_same_answer() {
    for (var user : List.of("alice", "bob")) {
      var sent = with(INVITE, guess(user, "wrong"));
      assertThat(isStale(server.check(sent, PEER, AT))).isFalse();
      assertThat(tried(server.check(sent, PEER, AT))).contains(new Tried(user, false));
    }
    assertThat(isStale(server.check(INVITE, PEER, AT))).isFalse();
    assertThat(tried(server.check(INVITE, PEER, AT))).isEmpty();
  }

  private Credentials guess(String user, String password) {
    var guessing = new DigestClient(user, password, List.of(DigestAlgorithm.values()));
    return guessing.answer(challenge(), INVITE, "cn").orElseThrow().credentials();
  }

  private static Optional<Tried> tried(Verdict verdict) {
    return ((Verdict.Challenged) verdict).tried();
  }

  @Test
  void several_credentials_of_one_request_are_one_guess() {
    var guesses = List.of(guess("alice", "wrong"), guess("alice", "wonder\"land"));
    var sent = INVITE.with(INVITE.headers().with(HeaderType.AUTHORIZATION, guesses));
    assertThat(tried(server.check(sent, PEER, AT))).contains(new Tried("alice", false));
  }

  @Test
  void a_replay_is_refused_even_from_the_same_address() {
    var sent = authorized(challenge());
    assertThat(server.check(sent, PEER, AT)).isInstanceOf(Verdict.Accepted.class);
    assertThat(isStale(server.check(sent, PEER, AT))).isTrue();
    assertThat(server.check(sent, "192.0.2.66", AT)).isInstanceOf(Verdict.Challenged.class);
  }

  @Test
  void a_nonce_of_another_address_server_or_time_is_not_taken() {
    var elsewhere = server.check(authorized(challenge(server, INVITE, "192.0.2.66", AT)), PEER, AT);
    assertThat(isStale(elsewhere)).isTrue();
    assertThat(tried(elsewhere)).contains(new Tried("alice", true));
    var old = authorized(challenge());
    assertThat(isStale(server.check(old, PEER, AT.plus(Duration.ofMinutes(5))))).isTrue();
    assertThat(server.check(old, PEER, AT.plus(Duration.ofMinutes(5)).minusMillis(1)))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void credentials_are_for_one_method_and_one_address() {
    var sent = authorized(challenge()).headers().need(HeaderType.AUTHORIZATION);
    var bye = with(Requests.of("BYE", 2, "z9hG4bKbye"), sent);
    assertThat(server.check(bye, PEER, AT)).isInstanceOf(Verdict.Challenged.class);
    var other =
        new Request(
            "INVITE", INVITE.contact().orElseThrow().uri(), INVITE.headers(), INVITE.body());
    assertThat(server.check(with(other, sent), PEER, AT)).isInstanceOf(Verdict.Challenged.class);
  }

  @Test
  void a_nonce_whose_count_was_forgotten_is_not_taken_again() {
    var small = server(List.of(DigestAlgorithm.MD5), 1);
    var first = authorized(challenge(small, INVITE, PEER, AT));
    var second = authorized(challenge(small, INVITE, PEER, AT.plusMillis(1)));
    assertThat(small.check(first, PEER, AT)).isInstanceOf(Verdict.Accepted.class);
    assertThat(small.check(second, PEER, AT)).isInstanceOf(Verdict.Accepted.class);
    assertThat(isStale(small.check(first, PEER, AT))).isTrue();
    assertThat(isStale(small.check(second, PEER, AT))).isTrue();
  }

  @Test
  void a_client_tries_a_password_once_and_again_only_when_the_nonce_was_stale() {
    var sent = authorized(challenge());
    assertThat(client.answer(challenge(), sent, "cn")).isEmpty();
    server.check(sent, PEER, AT);
    assertThat(client.answer(challenge(server, sent, PEER, AT), sent, "cn2")).isPresent();
  }

  /// @return how often the request is sent again
  private int tries(IntFunction<Params> challenges) {
    var sent = INVITE;
    for (int tries = 0; tries < 10; tries++) {
      var challenge = new Credentials("Digest", challenges.apply(tries));
      var refused = Response.to(sent, 401).with(HeaderType.WWW_AUTHENTICATE, challenge);
      var answer = client.answer(refused, sent, "cn");
      if (answer.isEmpty()) return tries;
      sent = with(sent, answer.get().credentials());
    }
    return 10;
  }

  @Test
  void an_end_that_calls_each_nonce_stale_or_has_ever_other_realms_is_given_up() {
    var asked = Params.NONE.with("realm", "r").with("stale", "true");
    assertThat(tries(n -> asked.with("nonce", "n" + n).with("qop", "auth")))
        .isEqualTo(DigestClient.TRIES_MAX);
    var realms = Params.NONE.with("nonce", "n").with("qop", "auth");
    assertThat(tries(n -> realms.with("realm", "r" + n % 2))).isEqualTo(DigestClient.TRIES_MAX);
    assertThat(tries(n -> asked.with("nonce", "n" + n))).as("without a count").isEqualTo(1);
  }

  @Test
  void a_proxy_is_answered_in_its_own_header() {
    var params = Params.NONE.with("realm", "proxy").with("nonce", "n").with("opaque", "o");
    var challenge =
        Response.to(INVITE, 407)
            .with(HeaderType.PROXY_AUTHENTICATE, new Credentials("Digest", params));
    var answer = client.answer(challenge, INVITE, "cn").orElseThrow();
    assertThat(answer.header()).isEqualTo(HeaderType.PROXY_AUTHORIZATION);
    assertThat(answer.credentials().params().has("nc")).isFalse();
    assertThat(answer.credentials().params().value("opaque")).contains("o");
  }

  @Test
  void secrets_are_long_and_passwords_are_not_printed() {
    assertThatThrownBy(() -> new Nonces(new byte[31], Duration.ofMinutes(1)))
        .hasMessageContaining("31 bytes (expected: 32 or more)");
    assertThat(client).asString().doesNotContain("wonder");
  }
}
