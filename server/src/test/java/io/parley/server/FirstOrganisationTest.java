package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstOrganisationTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00.123456Z");
  private static final URI ADDRESS = URI.create("http://127.0.0.1:8080");
  private static final String NAME = "My company";

  private final OrganisationsMemory organisations = new OrganisationsMemory();

  /// Clocks have nanoseconds, which acts have not.
  private Instant now = NOON.plusNanos(789);

  private final FirstOrganisation first =
      new FirstOrganisation(organisations, organisations, new SecureRandom(), () -> now);

  private OwnerLink start(boolean isShown) {
    return OwnerLink.at(first, NAME, isShown, () -> ADDRESS);
  }

  private Claim claim() {
    return ((Lifecycle.Unclaimed) organisations.state(OrganisationId.DEFAULT)).claim();
  }

  private static TokenHash hash(OwnerLink shown) {
    var link = URI.create(shown.shown().orElseThrow());
    assertThat(link.getPath()).isEqualTo("/link");
    assertThat(link.getFragment()).hasSize(43);
    return TokenHash.of(link.getFragment());
  }

  @Test
  void the_first_start_makes_it_and_shows_a_link_that_works_for_anybody_for_30_days() {
    var shown = start(true);
    assertThat(organisations.all.get(OrganisationId.DEFAULT).name()).isEqualTo(NAME);
    assertThat(organisations.taken).containsExactly(new Slug("my-company"));
    assertThat(claim())
        .isEqualTo(new Claim(hash(shown), Optional.empty(), NOON.plus(Duration.ofDays(30))));
    assertThat(shown.line()).isEqualTo(shown.shown());
    assertThat(shown.toString()).doesNotContain(shown.shown().orElseThrow());
  }

  @Test
  void each_further_start_replaces_the_link_until_there_is_an_owner() {
    var earlier = hash(start(true));
    now = NOON.plus(Duration.ofDays(29)).plusNanos(789);
    var later = hash(start(true));
    assertThat(later).isNotEqualTo(earlier);
    assertThat(claim().token()).isEqualTo(later);
    assertThat(claim().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(29 + 30)));
    organisations.put(OrganisationId.DEFAULT, new Lifecycle.Expired());
    assertThat(claim(start(true))).isTrue();
    organisations.put(OrganisationId.DEFAULT, new Lifecycle.Active());
    assertThat(start(true).line()).isEmpty();
  }

  private boolean claim(OwnerLink shown) {
    return claim().token().equals(hash(shown));
  }

  @Test
  void where_no_link_may_be_shown_none_is_made() {
    var told = start(false);
    var made = claim();
    assertThat(told.line().orElseThrow()).contains("./parley owner-link").doesNotContain("#");
    start(false);
    assertThat(claim()).isEqualTo(made);
  }

  @Test
  void of_two_nodes_one_makes_it() {
    organisations.isMissed = true;
    organisations.put(OrganisationId.DEFAULT, new Lifecycle.Active());
    assertThat(start(true)).isEqualTo(new OwnerLink(false, Optional.empty()));
    assertThat(organisations.state(OrganisationId.DEFAULT)).isEqualTo(new Lifecycle.Active());
  }

  @Test
  void a_store_out_of_reach_does_not_keep_the_program_from_starting() {
    start(false);
    organisations.broken = Optional.of(OrganisationId.DEFAULT);
    assertThat(start(true)).isEqualTo(OwnerLink.NONE);
  }

  @Test
  void the_slug_of_another_organisation_is_not_taken() {
    organisations.taken.add(new Slug("my-company"));
    start(false);
    assertThat(organisations.taken).contains(new Slug("my-company-2"));
  }

  @ParameterizedTest
  @CsvSource({
    "My company, 1, my-company",
    "My company, 3, my-company-3",
    "ACME Inc., 1, acme-inc",
    "24 -- Hours!, 1, hours",
    "Support, 1, my-company",
    "株式会社, 1, my-company",
    "a, 1, my-company",
    "xn--a, 1, my-company",
    "A very long name of a company that sells shoes, 1, a-very-long-name-of-a-company",
  })
  void a_slug_follows_from_the_name_as_far_as_it_can(String name, int attempt, String slug) {
    assertThat(FirstOrganisation.slug(name, attempt)).isEqualTo(new Slug(slug));
  }
}
