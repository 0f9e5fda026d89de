package io.parley.identity.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.tenant.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefreshTokensTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final RefreshTerms TERMS =
      new RefreshTerms(Duration.ofDays(90), Duration.ofDays(14), GRACE);

  private final MemoryRefreshFamilies families = new MemoryRefreshFamilies();
  private final RefreshTokens tokens = new RefreshTokens(families, new SecureRandom(), TERMS);
  private Instant now = START;

  @Test
  void each_use_gives_the_next_token_of_the_same_sign_in() {
    var first = begin();
    var second = renew(first.token());
    var third = renew(second.token());
    assertThat(new HashSet<>(List.of(first.token(), second.token(), third.token()))).hasSize(3);
    assertThat(third.signIn()).isEqualTo(first.signIn());
    assertThat(third.organisation()).isEqualTo(SHOP);
    assertThat(third.subject()).isEqualTo("p-1");
  }

  @Test
  void a_token_has_256_random_bits_and_is_stored_as_a_hash() {
    var first = begin();
    assertThat(first.token()).matches("rt_[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
    var secret = first.token().substring(first.token().indexOf('.') + 1);
    assertThat(families.content()).doesNotContain(secret);
    assertThat(first.toString()).doesNotContain(secret);
    assertThat(first.token())
        .as("the family's id is in no access token")
        .doesNotContain(first.signIn());
  }

  @Test
  void a_replaced_token_that_is_used_again_ends_the_sign_in() {
    var stolen = begin().token();
    var second = renew(stolen).token();
    pass(GRACE);
    assertThat(refusal(stolen)).isEqualTo(RefreshRefusal.REUSED);
    assertThat(refusal(second)).isEqualTo(RefreshRefusal.REVOKED);
    assertThat(list()).isEmpty();
  }

  @Test
  void the_sign_in_of_a_reused_token_is_told() {
    var first = begin();
    renew(first.token());
    pass(GRACE);
    assertThat((RefreshTokens.Refused) use(first.token()))
        .extracting(refused -> refused.signIn().orElseThrow())
        .isEqualTo(first.signIn());
  }

  @Test
  void a_token_whose_answer_was_lost_is_used_again_and_the_lost_one_is_void() {
    var first = begin().token();
    var lost = renew(first).token();
    pass(GRACE.minusMillis(1));
    var again = renew(first).token();
    assertThat(again).isNotEqualTo(lost);
    pass(Duration.ofDays(1));
    renew(again);
  }

  /// The thief was as fast as a repetition: the next use by either of the two reveals it.
  @Test
  void a_theft_within_the_grace_time_is_revealed_by_the_next_use() {
    var first = begin().token();
    var victims = renew(first).token();
    var thiefs = renew(first).token();
    assertThat(refusal(victims)).isEqualTo(RefreshRefusal.REUSED);
    assertThat(refusal(thiefs)).isEqualTo(RefreshRefusal.REVOKED);
  }

  @Test
  void quick_reloads_of_a_page_whose_answers_are_lost_sign_nobody_out() {
    var first = begin().token();
    var last = renew(first).token();
    for (int reload = 0; reload < 6; reload++) last = renew(first).token();
    pass(Duration.ofMinutes(15));
    renew(last);
  }

  @Test
  void answers_are_lost_twenty_times_at_most() {
    var first = begin().token();
    renew(first);
    for (int i = 0; i < RefreshRules.REPEATS_MAX; i++) renew(first);
    assertThat(refusal(first)).isEqualTo(RefreshRefusal.REUSED);
  }

  @Test
  void the_grace_time_begins_with_the_first_use() {
    var first = begin().token();
    renew(first);
    pass(Duration.ofSeconds(20));
    renew(first);
    pass(Duration.ofSeconds(20));
    assertThat(refusal(first)).isEqualTo(RefreshRefusal.REUSED);
  }

  @Test
  void the_token_before_the_last_is_not_a_repetition() {
    var first = begin().token();
    renew(renew(first).token());
    assertThat(refusal(first)).isEqualTo(RefreshRefusal.REUSED);
  }

  @Test
  void an_idle_sign_in_expires() {
    var token = begin().token();
    pass(Duration.ofDays(14).minusMillis(1));
    token = renew(token).token();
    pass(Duration.ofDays(14));
    assertThat(refusal(token)).isEqualTo(RefreshRefusal.EXPIRED);
  }

  @Test
  void a_sign_in_expires_however_often_it_is_used() {
    var token = begin().token();
    while (now.isBefore(START.plus(Duration.ofDays(89)))) {
      pass(Duration.ofDays(1));
      token = renew(token).token();
    }
    pass(Duration.ofDays(1));
    assertThat(refusal(token)).isEqualTo(RefreshRefusal.EXPIRED);
  }

  @Test
  void texts_that_are_no_token_are_unknown() {
    var token = begin().token();
    for (var text :
        List.of(
            "",
            "rt_",
            token + "x",
            token.substring(1),
            token.replace('.', '_'),
            "rt_" + "A".repeat(22) + "." + "A".repeat(43)))
      assertThat(refusal(text)).as(text).isEqualTo(RefreshRefusal.UNKNOWN);
    renew(token);
  }

  /// The id alone comes from a token, so its holder had one.
  @Test
  void a_made_up_token_of_a_family_ends_it() {
    var token = begin().token();
    assertThat(refusal(token.substring(0, token.indexOf('.') + 1) + "A".repeat(43)))
        .isEqualTo(RefreshRefusal.REUSED);
    assertThat(refusal(token)).isEqualTo(RefreshRefusal.REVOKED);
  }

  @Test
  void of_two_uses_at_once_one_is_a_repetition() {
    var first = begin().token();
    var other = new ArrayList<String>();
    families.beforeTheNextChange(() -> other.add(renew(first).token()));
    var own = renew(first).token();
    assertThat(refusal(other.getFirst())).isEqualTo(RefreshRefusal.REUSED);
    assertThat(refusal(own)).isEqualTo(RefreshRefusal.REVOKED);
  }

  @Test
  void a_revoked_sign_in_renews_nothing_also_if_it_is_revoked_during_the_use() {
    var first = begin();
    families.beforeTheNextChange(() -> families.revoke("p-1", first.signIn(), now));
    assertThat(refusal(first.token())).isEqualTo(RefreshRefusal.REVOKED);
    var second = begin().token();
    families.revokeAll("p-1", Optional.empty(), now);
    assertThat(refusal(second)).isEqualTo(RefreshRefusal.REVOKED);
  }

  @Test
  void terms_that_contradict_each_other_are_refused() {
    assertThatThrownBy(() -> new RefreshTerms(Duration.ofDays(1), Duration.ofDays(2), GRACE))
        .hasMessageContaining("absolute");
    assertThatThrownBy(
            () -> new RefreshTerms(Duration.ofDays(2), Duration.ofDays(1), Duration.ofMinutes(3)))
        .hasMessageContaining("grace");
  }

  /// A client and a thief use their tokens at random times. After the first refusal neither has a
  /// way back; the family never has two holders that both renew for longer than one round.
  @Test
  void no_theft_goes_on() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var victims = begin().token();
      for (int i = random.nextInt(4); i > 0; i--) victims = later(random, victims);
      var thiefs = victims;
      int renewals = 0;
      while (victims != null && thiefs != null) {
        if (random.nextBoolean()) victims = later(random, victims);
        else thiefs = later(random, thiefs);
        assertThat(renewals++).as("seed %d", seed).isLessThan(40);
      }
      var left = victims == null ? thiefs : victims;
      assertThat(use(left)).as("seed %d", seed).isInstanceOf(RefreshTokens.Refused.class);
    }
  }

  /// @return the next token; null after a refusal
  private String later(Random random, String token) {
    pass(Duration.ofSeconds(random.nextInt(40)));
    return use(token) instanceof RefreshTokens.Renewed renewed ? renewed.token() : null;
  }

  private RefreshTokens.Renewed begin() {
    return tokens.begin(SHOP, "p-1", now).toCompletableFuture().join();
  }

  private RefreshTokens.Outcome use(String token) {
    return tokens.use(token, now).toCompletableFuture().join();
  }

  private RefreshTokens.Renewed renew(String token) {
    return (RefreshTokens.Renewed) use(token);
  }

  private RefreshRefusal refusal(String token) {
    return ((RefreshTokens.Refused) use(token)).reason();
  }

  private List<?> list() {
    return families.list("p-1").toCompletableFuture().join();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
