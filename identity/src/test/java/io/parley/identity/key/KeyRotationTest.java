package io.parley.identity.key;

import static io.parley.identity.key.Keys.AHEAD;
import static io.parley.identity.key.Keys.LIFE;
import static io.parley.identity.key.Keys.PERIOD;
import static io.parley.identity.key.Keys.SKEW;
import static io.parley.identity.key.Keys.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.identity.SigningKeys;
import io.parley.identity.jws.JwsAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
  private static final Duration TICK = Duration.ofMinutes(5);

  private final MemorySigningKeys stored = new MemorySigningKeys();
  private final KeyRotation rotation = Keys.rotation(stored, JwsAlgorithm.EDDSA);

  @Test
  void the_first_key_signs_at_once() {
    var ring = now(rotation.refresh(START));
    assertThat(states(ring, START)).containsExactly(KeyState.CURRENT);
    assertThat(ring.signing(START)).isPresent();
  }

  @Test
  void nothing_changes_before_the_schedule_says_so() {
    var first = now(rotation.refresh(START));
    var later = now(rotation.refresh(START.plus(PERIOD).minus(AHEAD).minusSeconds(1)));
    assertThat(later.version()).isEqualTo(first.version());
  }

  @Test
  void a_key_passes_through_all_states() {
    var first = now(rotation.refresh(START)).keys().getFirst();
    var published = START.plus(PERIOD).minus(AHEAD);
    var ring = now(rotation.refresh(published));
    var second = ring.keys().getLast();
    assertThat(states(ring, published)).containsExactly(KeyState.CURRENT, KeyState.NEXT);
    assertThat(second.publishedAt()).isEqualTo(published);
    var change = START.plus(PERIOD);
    assertThat(second.signsFrom()).isEqualTo(change);
    assertThat(states(ring, change)).containsExactly(KeyState.RETIRING, KeyState.CURRENT);
    var end = change.plus(LIFE).plus(SKEW);
    assertThat(states(ring, end.minusMillis(1)))
        .containsExactly(KeyState.RETIRING, KeyState.CURRENT);
    assertThat(states(ring, end)).containsExactly(KeyState.GONE, KeyState.CURRENT);
    assertThat(now(rotation.refresh(end)).keys())
        .extracting(SigningKey::id)
        .containsExactly(second.id())
        .doesNotContain(first.id());
  }

  /// The newest token of a key is valid for its whole life, over a year of rotations by schedule
  /// and one by command.
  @Test
  void nobody_is_signed_out_by_a_rotation() {
    var ring = now(rotation.refresh(START));
    for (int round = 1; round <= 800; round++) {
      var at = START.plus(TICK.multipliedBy(131L * round));
      now(rotation.refresh(at.minus(TICK)));
      ring = round == 300 ? now(rotation.rotate(at)) : now(rotation.refresh(at));
      var key = ring.signing(at).orElseThrow();
      var atItsEnd = now(rotation.refresh(at.plus(LIFE)));
      assertThat(atItsEnd.verifying(key.id(), at.plus(LIFE))).as("%s at %s", key, at).isPresent();
      assertThat(ring.keys()).hasSizeLessThanOrEqualTo(3);
    }
    assertThat(ring.version()).isGreaterThan(20);
  }

  @Test
  void a_rotation_by_command_publishes_a_key_ahead_and_does_so_once() {
    now(rotation.refresh(START));
    var at = START.plusSeconds(60);
    var ring = now(rotation.rotate(at));
    assertThat(states(ring, at)).containsExactly(KeyState.CURRENT, KeyState.NEXT);
    assertThat(ring.keys().getLast().signsFrom()).isEqualTo(at.plus(AHEAD));
    assertThat(now(rotation.rotate(at.plusSeconds(1))).version()).isEqualTo(ring.version());
  }

  @Test
  void a_withdrawn_key_verifies_nothing_and_another_one_signs_at_once() {
    var known = now(rotation.refresh(START)).keys().getFirst();
    var at = START.plusSeconds(60);
    var ring = now(rotation.withdraw(known.id(), at));
    assertThat(ring.verifying(known.id(), at)).isEmpty();
    assertThat(ring.signing(at).orElseThrow().id()).isNotEqualTo(known.id());
  }

  @Test
  void withdrawing_an_unknown_key_changes_nothing() {
    var ring = now(rotation.refresh(START));
    assertThat(now(rotation.withdraw("unknown", START)).version()).isEqualTo(ring.version());
  }

  @Test
  void a_key_that_signs_later_verifies_nothing_but_for_the_skew_of_clocks() {
    now(rotation.refresh(START));
    var ring = now(rotation.rotate(START));
    var next = ring.keys().getLast();
    assertThat(ring.verifying(next.id(), START)).isEmpty();
    assertThat(ring.verifying(next.id(), next.signsFrom().minus(SKEW))).isPresent();
  }

  /// It may have missed a key that signs by now.
  @Test
  void a_node_that_has_not_read_the_keys_lately_signs_nothing() {
    var ring = now(rotation.refresh(START));
    assertThat(ring.signing(START.plus(AHEAD).minusMillis(1))).isPresent();
    assertThat(ring.signing(START.plus(AHEAD))).isEmpty();
    assertThat(ring.verifying(ring.keys().getFirst().id(), START.plus(AHEAD))).isPresent();
  }

  @Test
  void of_two_nodes_that_make_the_first_key_one_stores_it() {
    var other = Keys.rotation(stored, JwsAlgorithm.EDDSA);
    stored.beforeTheNextChange(() -> now(other.refresh(START)));
    var ring = now(rotation.refresh(START));
    assertThat(ring.keys()).hasSize(1);
    assertThat(ring.version()).isEqualTo(1);
  }

  @Test
  void without_a_key_to_encrypt_with_no_key_is_made() {
    stored.cannotEncrypt();
    assertThatThrownBy(() -> now(rotation.refresh(START)))
        .hasCauseInstanceOf(KeyRotation.NoVaultKey.class)
        .hasMessageContaining("parley.secrets.keys");
  }

  @Test
  void a_node_without_the_private_part_verifies_and_does_not_sign() {
    var key = now(rotation.refresh(START)).keys().getFirst().stored();
    var unreadable =
        new SigningKeys.Key(
            key.id(), key.algorithm(), key.publicKey(), Optional.empty(), START, START);
    now(stored.change(1, List.of(unreadable), Set.of(key.id())));
    var ring = now(rotation.refresh(START));
    assertThat(ring.signing(START)).isEmpty();
    assertThat(ring.verifying(key.id(), START)).isPresent();
  }

  @Test
  void a_change_of_the_algorithm_comes_with_the_next_key() {
    now(rotation.refresh(START));
    var rsa = Keys.rotation(stored, JwsAlgorithm.RS256);
    var ring = now(rsa.rotate(START));
    assertThat(ring.keys())
        .extracting(SigningKey::algorithm)
        .containsExactly(JwsAlgorithm.EDDSA, JwsAlgorithm.RS256);
  }

  @Test
  void no_text_shows_a_private_part() {
    var key = now(rotation.refresh(START)).keys().getFirst();
    var secret = key.stored().privateKey().orElseThrow();
    assertThat(key.toString() + key.stored() + key.verification()).doesNotContain(secret);
  }

  private static List<KeyState> states(KeyRing ring, Instant at) {
    return ring.keys().stream().map(key -> ring.state(key, at)).toList();
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
