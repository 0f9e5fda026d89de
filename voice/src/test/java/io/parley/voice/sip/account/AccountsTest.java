package io.parley.voice.sip.account;

import static io.parley.voice.sip.account.MadeAccounts.NAME;
import static io.parley.voice.sip.account.MadeAccounts.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.message.Credentials;
import io.parley.voice.sip.message.HeaderType;
import io.parley.voice.sip.message.MessageWriter;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Request;
import io.parley.voice.sip.message.Response;
import io.parley.voice.sip.transport.Peer;
import io.parley.voice.sip.transport.Strangers.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Requests of strangers, under manual time.
class AccountsTest {
  private static final Peer HERE = peer("192.0.2.1");
  private static final Peer ELSEWHERE = peer("198.51.100.1");
  private static final Request INVITE = Requests.invite();

  private final Accounts accounts = MadeAccounts.accounts("guesses { free = 3, free-of-name = 5 }");
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");

  private static Peer peer(String address) {
    return Peer.udp(new InetSocketAddress(InetAddress.ofLiteral(address), 5_060));
  }

  private Verdict judge(Request request, Peer from) {
    return accounts.judge(request, from, false, now);
  }

  /// The longest answer.
  private Response challenge(Request request, Peer from) {
    return ((Verdict.Challenged) judge(request, from)).answers().getFirst();
  }

  private Request proved(Request request, Peer from, String password) {
    return MadeAccounts.proved(request, challenge(request, from), NAME, password);
  }

  private boolean isTaken(Request request, Peer from) {
    return judge(request, from) instanceof Verdict.Proved;
  }

  private void guess(int times, Peer from) {
    for (int i = 0; i < times; i++)
      assertThat(isTaken(proved(INVITE, from, "wrong-" + i), from)).isFalse();
  }

  /// The facts that an attacker can tell from an answer: everything but what is random in it.
  private static String seen(Response answer) {
    return answer.startLine()
        + answer.headers().all().stream()
            .map(Object::toString)
            .map(line -> line.replaceAll("nonce=\"[^\"]+\"", "nonce"))
            .collect(Collectors.joining("\n"));
  }

  @Test
  void the_right_password_calls_and_registers_and_only_the_checked_proof_is_passed_on() {
    var invite = proved(INVITE, HERE, PASSWORD);
    var forged = invite.headers().plus("Authorization", "Digest username=\"bob\", realm=\"x\"");
    var taken = ((Verdict.Proved) judge(invite.with(forged), HERE)).request();
    assertThat(taken.headers().all(HeaderType.AUTHORIZATION)).hasSize(1);
    assertThat(accounts.of(taken).orElseThrow().name()).isEqualTo(NAME);
    assertThat(isTaken(proved(MadeAccounts.register(1), HERE, PASSWORD), HERE)).isTrue();
  }

  @Test
  void sha_256_is_offered_before_md5_and_md5_only_where_it_may_be_used() {
    assertThat(algorithms(challenge(INVITE, HERE))).containsExactly("SHA-256", "MD5");
    var minimal = ((Verdict.Challenged) judge(INVITE, HERE)).answers().getLast();
    assertThat(algorithms(minimal)).containsExactly("MD5");
    var strict = MadeAccounts.accounts("account-algorithms = [SHA-256]");
    var answers = ((Verdict.Challenged) strict.judge(INVITE, HERE, false, now)).answers();
    assertThat(answers).allSatisfy(a -> assertThat(algorithms(a)).containsExactly("SHA-256"));
  }

  private static List<String> algorithms(Response challenge) {
    return challenge.headers().all(HeaderType.WWW_AUTHENTICATE).stream()
        .map(each -> each.params().value("algorithm").orElseThrow())
        .toList();
  }

  @Test
  void a_downgraded_proof_is_not_taken() {
    var strict = MadeAccounts.accounts("account-algorithms = [SHA-256]");
    var asked = ((Verdict.Challenged) strict.judge(INVITE, HERE, false, now)).answers().getFirst();
    var weaker =
        asked.headers().all(HeaderType.WWW_AUTHENTICATE).stream()
            .map(each -> new Credentials("Digest", each.params().with("algorithm", "MD5")))
            .toList();
    var forged = asked.with(asked.headers().with(HeaderType.WWW_AUTHENTICATE, weaker));
    var proof = MadeAccounts.proved(INVITE, forged, NAME, PASSWORD);
    assertThat(strict.judge(proof, HERE, false, now)).isInstanceOf(Verdict.Challenged.class);
  }

  @Test
  void a_proof_counts_once_and_at_one_address_alone() {
    var invite = proved(INVITE, HERE, PASSWORD);
    assertThat(isTaken(invite, ELSEWHERE)).isFalse();
    assertThat(isTaken(invite, HERE)).isTrue();
    assertThat(isTaken(invite, HERE)).as("replayed").isFalse();
    var late = proved(INVITE, HERE, PASSWORD);
    now = now.plus(Duration.ofMinutes(5));
    var stale = challenge(late, HERE).headers().need(HeaderType.WWW_AUTHENTICATE);
    assertThat(stale.params().value("stale")).contains("true");
  }

  @Test
  void an_unknown_name_a_wrong_password_and_a_pause_look_the_same() {
    var none = seen(challenge(INVITE, HERE));
    for (var name : List.of(NAME, "bob", "x".repeat(500))) {
      var guess = MadeAccounts.proved(INVITE, challenge(INVITE, HERE), name, "wrong");
      assertThat(seen(challenge(guess, HERE))).as(name).isEqualTo(none);
    }
    guess(1, HERE);
    var right = proved(INVITE, HERE, PASSWORD);
    assertThat(seen(challenge(right, HERE))).as("during a pause").isEqualTo(none);
    var foreign = MadeAccounts.proved(INVITE, challenge(INVITE, ELSEWHERE), NAME, PASSWORD);
    assertThat(seen(challenge(foreign, HERE))).as("another nonce, too").isEqualTo(none);
    assertThat(accounts.wrongPasswords()).isEqualTo(4);
  }

  @Test
  void an_address_that_guesses_pauses_and_the_owner_elsewhere_does_not_notice() {
    guess(4, HERE);
    assertThat(isTaken(proved(INVITE, HERE, PASSWORD), HERE)).isFalse();
    assertThat(isTaken(proved(INVITE, ELSEWHERE, PASSWORD), ELSEWHERE)).isTrue();
    now = now.plus(Duration.ofSeconds(1));
    assertThat(isTaken(proved(INVITE, HERE, PASSWORD), HERE)).as("after the pause").isTrue();
  }

  @Test
  void at_the_owners_address_a_neighbour_who_guesses_other_names_does_not_lock_the_owner_out() {
    assertThat(isTaken(proved(INVITE, HERE, PASSWORD), HERE)).isTrue();
    for (int i = 0; i < 20; i++)
      judge(MadeAccounts.proved(INVITE, challenge(INVITE, HERE), "bob" + i, "wrong"), HERE);
    assertThat(isTaken(proved(INVITE, HERE, PASSWORD), HERE)).isTrue();
    guess(13, HERE);
    assertThat(isTaken(proved(INVITE, HERE, PASSWORD), HERE)).as("guessed here").isFalse();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(isTaken(proved(INVITE, HERE, PASSWORD), HERE)).isTrue();
  }

  @Test
  void a_name_that_many_addresses_guess_leaves_each_block_two_guesses_and_its_owner_alone() {
    var home = peer("203.0.113.7");
    assertThat(isTaken(proved(INVITE, home, PASSWORD), home)).isTrue();
    IntStream.range(1, 8).forEach(i -> guess(1, peer("10.0." + i + ".1")));
    guess(2, ELSEWHERE);
    assertThat(isTaken(proved(INVITE, ELSEWHERE, PASSWORD), ELSEWHERE)).isFalse();
    var neighbour = peer("198.51.100.77");
    assertThat(isTaken(proved(INVITE, neighbour, PASSWORD), neighbour)).as("its block").isFalse();
    var travelling = peer("203.0.114.7");
    assertThat(isTaken(proved(INVITE, travelling, PASSWORD), travelling)).isTrue();
    assertThat(isTaken(proved(INVITE, home, PASSWORD), home)).isTrue();
  }

  @Test
  void only_what_begins_something_or_comes_within_a_call_is_challenged() {
    for (var method : List.of(Method.OPTIONS, Method.BYE, "MESSAGE"))
      assertThat(judge(Requests.of(method, 1, "z9hG4bK1"), HERE))
          .isInstanceOf(Verdict.Unconcerned.class);
    var bye = Requests.of(Method.BYE, 1, "z9hG4bK1");
    assertThat(accounts.judge(bye, HERE, true, now)).isInstanceOf(Verdict.Challenged.class);
    var none =
        new Accounts(
            AccountSettings.from(ConfigFactory.defaultReference()),
            new byte[32],
            MadeAccounts.REFUSALS);
    assertThat(none.canProve()).isFalse();
    assertThat(none.judge(INVITE, HERE, false, now)).isInstanceOf(Verdict.Unconcerned.class);
  }

  @Test
  void challenges_are_short() {
    var answers = ((Verdict.Challenged) judge(INVITE, HERE)).answers();
    int repeated = MessageWriter.bytes(Response.to(INVITE, 401)).length;
    assertThat(MessageWriter.bytes(answers.getFirst()).length - repeated).isLessThan(290);
    assertThat(MessageWriter.bytes(answers.getLast()).length - repeated).isLessThan(160);
  }
}
