package io.parley.identity.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.identity.ApiKeys;
import io.parley.core.identity.KeyOwner;
import io.parley.core.tenant.TenantId;
import io.parley.identity.apikey.ApiKeyTokens.Wish;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiKeyTokensTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Act ACT = Act.ofProgram("test", START);
  private static final Optional<InetAddress> OFFICE = address("192.0.2.7");

  private final MemoryApiKeys keys = new MemoryApiKeys();
  private final ApiKeyTokens tokens = new ApiKeyTokens(keys, new SecureRandom());

  @Test
  void a_key_is_accepted_with_its_organisation_and_scopes() {
    var issued = issue(wish());
    var accepted = (ApiKeyTokens.Accepted) check(issued.text(), OFFICE, START);
    assertThat(accepted.key().organisation()).isEqualTo(SHOP);
    assertThat(accepted.key().scopes())
        .containsExactlyInAnyOrder("sessions.read", "sessions.start");
  }

  @Test
  void a_key_has_256_random_bits_and_is_stored_as_a_hash() {
    var issued = issue(wish());
    assertThat(issued.text()).matches("pk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    var secret = issued.text().substring(20);
    assertThat(secret).hasSize(43);
    assertThat(keys.content() + issued).doesNotContain(secret);
  }

  @Test
  void keys_that_are_wrong_in_part_are_refused() {
    var issued = issue(wish()).text();
    var other = issue(wish()).text();
    assertRefused(issued.substring(0, 20) + other.substring(20), ApiKeyRefusal.SECRET);
    assertRefused("pk_0123456789abcdef_" + issued.substring(20), ApiKeyRefusal.UNKNOWN);
    for (var text :
        List.of("", "pk_", issued + "x", issued.substring(1), issued.replace("pk_", "PK_")))
      assertRefused(text, ApiKeyRefusal.UNKNOWN);
  }

  @Test
  void a_key_ends_at_its_time() {
    var end = START.plusSeconds(60);
    var text = issue(wish(Set.of("a"), List.of(), Optional.of(end))).text();
    assertThat(check(text, OFFICE, end.minusMillis(1))).isInstanceOf(ApiKeyTokens.Accepted.class);
    assertThat(check(text, OFFICE, end)).isEqualTo(new ApiKeyTokens.Refused(ApiKeyRefusal.EXPIRED));
  }

  @Test
  void a_revoked_key_is_refused_and_only_its_organisation_revokes_it() {
    var issued = issue(wish());
    assertThat(revoke(new TenantId("other"), issued)).isFalse();
    assertThat(check(issued.text(), OFFICE, START)).isInstanceOf(ApiKeyTokens.Accepted.class);
    assertThat(revoke(SHOP, issued)).isTrue();
    assertRefused(issued.text(), ApiKeyRefusal.REVOKED);
  }

  @Test
  void a_key_has_the_scopes_that_its_owner_bears_and_ends_without_any() {
    var issued = issue(wish(Set.of("read", "talk"), List.of(), Optional.empty()));
    keys.lose(issued.key().id(), Set.of("talk"));
    var accepted = (ApiKeyTokens.Accepted) check(issued.text(), OFFICE, START);
    assertThat(accepted.key().rights()).containsExactly("read");
    keys.lose(issued.key().id(), Set.of("read", "talk"));
    assertRefused(issued.text(), ApiKeyRefusal.RIGHTS);
    keys.lose(issued.key().id(), Set.of());
    assertThat(check(issued.text(), OFFICE, START)).isInstanceOf(ApiKeyTokens.Accepted.class);
  }

  @Test
  void only_allowed_addresses_use_a_key() {
    var text =
        issue(wish(Set.of("a"), List.of("192.0.2.0/29", "2001:db8::/32"), Optional.empty())).text();
    for (var allowed : List.of("192.0.2.0", "192.0.2.7", "2001:db8::1", "::ffff:192.0.2.1"))
      assertThat(check(text, address(allowed), START))
          .as(allowed)
          .isInstanceOf(ApiKeyTokens.Accepted.class);
    for (var other : List.of("192.0.2.8", "2001:db9::1", "::1"))
      assertThat(check(text, address(other), START))
          .as(other)
          .isEqualTo(new ApiKeyTokens.Refused(ApiKeyRefusal.ADDRESS));
    assertThat(check(text, Optional.empty(), START))
        .isEqualTo(new ApiKeyTokens.Refused(ApiKeyRefusal.ADDRESS));
  }

  @Test
  void the_last_use_is_written_once_a_minute() {
    var text = issue(wish()).text();
    for (int second = 0; second < 60; second++) check(text, OFFICE, START.plusSeconds(second));
    assertThat(keys.notes()).isEqualTo(1);
    check(text, OFFICE, START.plusSeconds(60));
    assertThat(keys.notes()).isEqualTo(2);
    check("pk_0123456789abcdef_" + text.substring(20), OFFICE, START.plusSeconds(200));
    assertThat(keys.notes()).isEqualTo(2);
  }

  @Test
  void an_organisation_has_a_limited_number_of_keys() {
    for (int i = 0; i < ApiKeys.COUNT_MAX; i++) issue(wish());
    assertThat(tokens.issue(wish(), ACT).toCompletableFuture().join()).isEmpty();
  }

  @Test
  void wishes_of_another_form_are_refused() {
    assertWrong(" ", Set.of("a"), List.of(), "name");
    assertWrong("x".repeat(101), Set.of("a"), List.of(), "1 to 100");
    assertWrong("x", Set.of(), List.of(), "number of scopes");
    assertWrong("x", Set.of("All"), List.of(), "scopes");
    var many =
        IntStream.rangeClosed(0, ApiKeyTokens.LIST_MAX)
            .mapToObj(i -> "s" + i)
            .collect(Collectors.toSet());
    assertWrong("x", many, List.of(), "1 to 32");
    for (var range : List.of("192.0.2.1", "192.0.2.0/33", "host/8", "10.0/8", "/8", "10.0.0.0/"))
      assertWrong("x", Set.of("a"), List.of(range), "192.0.2.0/24");
    // a sender of IPv6 is known by its /64
    assertWrong("x", Set.of("a"), List.of("2001:db8::/65"), "/64 or a wider one");
  }

  private static void assertWrong(
      String name, Set<String> scopes, List<String> addresses, String message) {
    assertThatThrownBy(
            () ->
                new Wish(
                    SHOP, name, scopes, addresses, Optional.empty(), new KeyOwner.Installation()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private void assertRefused(String text, ApiKeyRefusal reason) {
    assertThat(check(text, OFFICE, START)).as(text).isEqualTo(new ApiKeyTokens.Refused(reason));
  }

  private boolean revoke(TenantId organisation, ApiKeyTokens.Issued issued) {
    return keys.revoke(organisation, issued.key().id(), ACT).toCompletableFuture().join();
  }

  private ApiKeyTokens.Check check(String text, Optional<InetAddress> from, Instant at) {
    return tokens.check(text, from, at).toCompletableFuture().join();
  }

  private ApiKeyTokens.Issued issue(Wish wish) {
    return tokens.issue(wish, ACT).toCompletableFuture().join().orElseThrow();
  }

  private static Wish wish() {
    return wish(Set.of("sessions.read", "sessions.start"), List.of(), Optional.empty());
  }

  private static Wish wish(Set<String> scopes, List<String> addresses, Optional<Instant> end) {
    return new Wish(SHOP, "backend", scopes, addresses, end, new KeyOwner.Installation());
  }

  private static Optional<InetAddress> address(String text) {
    return Optional.of(InetAddress.ofLiteral(text));
  }
}
