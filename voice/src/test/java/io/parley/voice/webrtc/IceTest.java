package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.webrtc.Ice.Checked;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which addresses a call's packets go to, under manual time.
class IceTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final InetSocketAddress HOME = new InetSocketAddress("192.0.2.1", 1_000);
  private static final InetSocketAddress TRAIN = new InetSocketAddress("192.0.2.2", 2_000);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.3", 3_000);

  private final Network network = new Network();
  private final IceCredentials own = IceCredentials.random(RANDOM);
  private IceCredentials browser = IceCredentials.random(RANDOM);
  private final Ice ice = new Ice(own, browser, new Ice.Limits(3, 2), network, RANDOM);
  private long now;

  /// The packets sent, and the port's entries for the call.
  private static final class Network implements Ice.Port {
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Sent(InetSocketAddress to, byte[] bytes) {
      boolean isQuestion() {
        return TestChecks.isQuestion(bytes);
      }
    }

    final List<Sent> sent = new ArrayList<>();
    final Set<Transaction> expected = new HashSet<>();
    final Set<InetSocketAddress> claimed = new HashSet<>();
    final Set<InetSocketAddress> taken = new HashSet<>();
    final Set<String> forgotten = new HashSet<>();

    @Override
    public void send(ByteBuffer datagram, InetSocketAddress to) {
      var bytes = new byte[datagram.remaining()];
      datagram.get(bytes);
      sent.add(new Sent(to, bytes));
    }

    @Override
    public void expect(Transaction transaction) {
      expected.add(transaction);
    }

    @Override
    public void expectNoMore(Transaction transaction) {
      expected.remove(transaction);
    }

    @Override
    public void claim(InetSocketAddress address) {
      claimed.add(address);
    }

    @Override
    public void take(InetSocketAddress address) {
      claimed.remove(address);
      taken.add(address);
    }

    @Override
    public void leave(InetSocketAddress address) {
      claimed.remove(address);
      taken.remove(address);
    }

    @Override
    public void forgetName(String ufrag) {
      forgotten.add(ufrag);
    }

    List<Sent> to(InetSocketAddress address) {
      return sent.stream().filter(each -> each.to.equals(address)).toList();
    }

    int bytesTo(InetSocketAddress address) {
      return to(address).stream().mapToInt(each -> each.bytes.length).sum();
    }

    byte[] question(InetSocketAddress address) {
      return to(address).stream().filter(Sent::isQuestion).toList().getLast().bytes;
    }
  }

  @Test
  void the_first_check_is_answered_after_its_address_is_verified() {
    assertThat(check(HOME)).isEqualTo(Checked.ASKED);
    assertThat(ice.peer()).isNull();
    assertThat(network.sent).singleElement().matches(Network.Sent::isQuestion);
    assertThat(network.claimed).containsExactly(HOME);

    assertThat(answer(HOME)).isTrue();
    assertThat(ice.peer()).isEqualTo(HOME);
    assertThat(network.taken).containsExactly(HOME);
    assertThat(network.sent).hasSize(2);
    assertThat(TestChecks.isAnswer(ByteBuffer.wrap(network.sent.get(1).bytes()), own.password()))
        .isTrue();
    assertThat(check(HOME)).isEqualTo(Checked.ACCEPTED);
    assertThat(network.expected).isEmpty();
  }

  @Test
  void our_check_is_one_that_browsers_answer() {
    check(HOME);
    var question = network.question(HOME);
    assertThat(TestChecks.username(question)).hasValue(browser.ufrag() + ":" + own.ufrag());
    assertThat(TestChecks.isSealed(question, browser.password())).isTrue();
    assertThat(TestChecks.isSealed(question, own.password())).isFalse();
  }

  @Test
  void sound_keeps_its_address_until_the_new_one_is_verified() {
    connect(HOME);
    assertThat(check(TRAIN)).isEqualTo(Checked.ASKED);
    assertThat(ice.peer()).isEqualTo(HOME);
    answer(TRAIN);
    assertThat(ice.peer()).isEqualTo(TRAIN);
  }

  @Test
  void an_address_without_nomination_is_verified_and_not_used() {
    connect(HOME);
    check(newCheck().withoutNomination(), TRAIN);
    answer(TRAIN);
    assertThat(ice.peer()).isEqualTo(HOME);
    // it needs no second proof
    assertThat(check(TRAIN)).isEqualTo(Checked.ACCEPTED);
    assertThat(ice.peer()).isEqualTo(TRAIN);
  }

  @Test
  void the_newest_nomination_wins_in_any_order_of_answers() {
    connect(HOME);
    check(TRAIN);
    check(STRANGER);
    answer(STRANGER);
    answer(TRAIN);
    assertThat(ice.peer()).isEqualTo(STRANGER);
  }

  @Test
  void an_address_that_never_answers_gets_a_handful_of_packets_and_no_more_bytes_than_it_sent() {
    connect(HOME);
    int received = 0;
    for (int millis = 0; millis < Proof.KEPT.toMillis(); millis += 50) {
      now = Duration.ofMillis(millis).toNanos();
      var bytes = newCheck().to(own);
      received += bytes.length;
      assertThat(check(bytes, STRANGER)).isEqualTo(Checked.ASKED);
      assertThat(network.bytesTo(STRANGER)).isLessThanOrEqualTo(received);
      ice.tend(now);
      assertThat(network.bytesTo(STRANGER)).isLessThanOrEqualTo(received);
    }
    assertThat(network.to(STRANGER)).hasSize(Proof.ASKED_MAX + Proof.ANSWERED_MAX);
    assertThat(ice.peer()).isEqualTo(HOME);
  }

  @Test
  void after_a_single_check_nothing_more_is_sent_to_its_address() {
    check(STRANGER);
    for (int second = 0; second < 60; second++) {
      now = Duration.ofSeconds(second).toNanos();
      ice.tend(now);
    }
    assertThat(network.to(STRANGER)).hasSize(1);
    assertThat(network.claimed).isEmpty();
    assertThat(network.expected).isEmpty();
  }

  @Test
  void our_check_is_repeated_and_any_answer_counts() {
    check(HOME);
    // two are answered at once, and the third pays for what is asked again
    for (int i = 0; i < 3; i++) check(HOME);
    int before = network.to(HOME).size();
    passes(Proof.ASKED_AGAIN.minusMillis(1));
    assertThat(network.to(HOME)).hasSize(before);
    passes(Duration.ofMillis(1));
    assertThat(network.to(HOME)).hasSize(before + 1);
    assertThat(network.question(HOME)).isEqualTo(network.to(HOME).getFirst().bytes());
    assertThat(answer(HOME)).isTrue();
    assertThat(answer(HOME)).as("answered twice").isFalse();
  }

  @Test
  void an_answer_verifies_only_the_address_asked() {
    check(HOME);
    check(TRAIN);
    var answer = TestChecks.answerTo(network.question(HOME), browser, browser.password());
    assertThat(answered(answer.orElseThrow(), TRAIN)).isFalse();
    assertThat(answered(answer.orElseThrow(), STRANGER)).isFalse();
    assertThat(ice.peer()).isNull();
    assertThat(answered(answer.orElseThrow(), HOME)).isTrue();
  }

  @Test
  void an_answer_without_the_browsers_password_proves_nothing() {
    check(HOME);
    var question = network.question(HOME);
    // ours is known to who has the answer alone; nobody can make one of the other
    assertThat(answered(TestChecks.answer(question, own.password(), 0x0101), HOME)).isFalse();
    assertThat(answered(TestChecks.answer(question, "x".repeat(32), 0x0101), HOME)).isFalse();
    var other = question.clone();
    other[19] ^= 1;
    assertThat(answered(TestChecks.answer(other, browser.password(), 0x0101), HOME)).isFalse();
    assertThat(answered(TestChecks.answer(question, browser.password(), 0x0111), HOME)).isFalse();
    assertThat(answered(question, HOME)).isFalse();
    assertThat(ice.peer()).isNull();
    assertThat(answer(HOME)).isTrue();
  }

  @Test
  void a_late_answer_proves_nothing() {
    check(HOME);
    passes(Proof.KEPT.plusMillis(1));
    assertThat(answer(HOME)).isFalse();
    // and it may begin again
    assertThat(check(HOME)).isEqualTo(Checked.ASKED);
    assertThat(answer(HOME)).isTrue();
  }

  @Test
  void the_limit_of_addresses_under_verification_holds() {
    connect(HOME);
    for (int port = 1; port <= 10; port++)
      assertThat(check(new InetSocketAddress("203.0.113.4", port)))
          .isEqualTo(port <= 2 ? Checked.ASKED : Checked.DROPPED);
    assertThat(network.expected).hasSize(2);
    assertThat(network.claimed).hasSize(2);
    // whoever is there already is not kept out
    assertThat(check(HOME)).isEqualTo(Checked.ACCEPTED);
    passes(Proof.KEPT.plusMillis(1));
    assertThat(network.expected).isEmpty();
    assertThat(check(TRAIN)).isEqualTo(Checked.ASKED);
  }

  @Test
  void a_check_with_the_wrong_role_gets_a_conflict_and_nominates_nothing() {
    connect(HOME);
    connect(newCheck().withoutNomination(), TRAIN);
    network.sent.clear();
    assertThat(check(newCheck().controlled(), TRAIN)).isEqualTo(Checked.ACCEPTED);
    assertThat(network.sent.getFirst().bytes()).startsWith(1, 0x11);
    assertThat(ice.peer()).isEqualTo(HOME);
  }

  @Test
  void a_nomination_after_the_integrity_does_not_count() {
    connect(HOME);
    connect(newCheck().withoutNomination(), TRAIN);
    check(newCheck().nominatingBehindTheIntegrity(), TRAIN);
    assertThat(ice.peer()).isEqualTo(HOME);
  }

  @Test
  void after_a_restart_checks_use_the_new_names() {
    connect(HOME);
    var newOwn = IceCredentials.random(RANDOM);
    browser = IceCredentials.random(RANDOM);
    ice.restart(newOwn, browser);
    assertThat(check(newCheck().withoutNomination().to(newOwn), TRAIN)).isEqualTo(Checked.ASKED);
    assertThat(network.forgotten).containsExactly(own.ufrag());
    assertThat(TestChecks.username(network.question(TRAIN)))
        .hasValue(browser.ufrag() + ":" + newOwn.ufrag());
    assertThat(ice.peer()).isEqualTo(HOME);
    answer(TRAIN);
    assertThat(ice.peer()).isEqualTo(TRAIN);
  }

  @Test
  void a_restart_during_a_verification_asks_again_within_the_same_credit() {
    int received = 0;
    var newOwn = own;
    for (int restart = 0; restart < 50; restart++) {
      var bytes = newCheck().to(newOwn);
      received += bytes.length;
      check(bytes, HOME);
      newOwn = IceCredentials.random(RANDOM);
      browser = IceCredentials.random(RANDOM);
      ice.restart(newOwn, browser);
      passes(Duration.ofMillis(400));
    }
    assertThat(network.bytesTo(HOME)).isLessThanOrEqualTo(received);
    assertThat(network.to(HOME)).hasSizeLessThanOrEqualTo(Proof.ASKED_MAX + Proof.ANSWERED_MAX);
    assertThat(network.expected).hasSize(1);
  }

  @Test
  void after_the_call_its_names_and_addresses_are_forgotten() {
    connect(HOME);
    check(TRAIN);
    ice.restart(IceCredentials.random(RANDOM), browser);
    ice.close();
    assertThat(network.expected).isEmpty();
    assertThat(network.claimed).isEmpty();
    assertThat(network.taken).isEmpty();
    assertThat(network.forgotten).hasSize(2);
    assertThat(check(HOME)).isEqualTo(Checked.DROPPED);
    assertThat(answer(TRAIN)).isFalse();
  }

  private void connect(InetSocketAddress address) {
    connect(newCheck(), address);
  }

  private void connect(TestChecks check, InetSocketAddress address) {
    check(check, address);
    assertThat(answer(address)).isTrue();
  }

  private void passes(Duration time) {
    now += time.toNanos();
    ice.tend(now);
  }

  private TestChecks newCheck() {
    return new TestChecks(browser.ufrag());
  }

  private Checked check(InetSocketAddress from) {
    return check(newCheck(), from);
  }

  private Checked check(TestChecks check, InetSocketAddress from) {
    return check(check.to(own), from);
  }

  private Checked check(byte[] bytes, InetSocketAddress from) {
    var check = new StunCheck();
    assertThat(check.parse(bytes, bytes.length)).isTrue();
    return ice.check(check, bytes.length, from, now);
  }

  /// As the browser answers the newest question to that address.
  private boolean answer(InetSocketAddress from) {
    var question = network.question(from);
    return answered(TestChecks.answerTo(question, browser, browser.password()).orElseThrow(), from);
  }

  private boolean answered(byte[] bytes, InetSocketAddress from) {
    var answer = new StunCheck();
    if (!answer.parse(bytes, bytes.length) || !answer.isAnswer()) return false;
    return ice.answered(answer, from);
  }
}
