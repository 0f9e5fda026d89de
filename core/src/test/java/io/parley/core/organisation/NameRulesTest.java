package io.parley.core.organisation;

import static io.parley.core.organisation.OrganisationRefusal.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Organisation SHOP =
      new Organisation(
          new OrganisationId(new UUID(7, 7)),
          "Shop",
          new Lifecycle.Active(),
          Optional.empty(),
          NOON);
  private static final Slug SLUG = new Slug("shop");
  private static final DomainChallenge CHALLENGE =
      new DomainChallenge(new CustomDomain("chat.example.org"), "0123456789abcdef".repeat(2));

  private static Names slugs(SlugHold... holds) {
    return new Names(List.of(holds), List.of());
  }

  private static Names domain(Optional<Instant> verifiedAt) {
    return new Names(List.of(), List.of(new DomainHold(CHALLENGE, verifiedAt)));
  }

  private static SlugHold held(Slug slug) {
    return new SlugHold(slug, NOON, Optional.empty());
  }

  private static OrganisationDecision decide(Names names, NameCommand command) {
    return decide(names, command, NOON);
  }

  private static OrganisationDecision decide(Names names, NameCommand command, Instant at) {
    return NameRules.decide(SHOP, names, command, Act.ofProgram("test", at));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "a1b", "my-shop", "shop24"})
  void slugs_are_labels_of_hosts(String text) {
    assertThat(new Slug(text).isReserved()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "1shop",
        "-shop",
        "shop-",
        "my--shop",
        "Shop",
        "my_shop",
        "my.shop",
        "büro"
      })
  void other_texts_are_no_slugs(String text) {
    assertThatThrownBy(() -> new Slug(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_slug_has_40_characters_at_most() {
    assertThat(Slug.isValid("a".repeat(40))).isTrue();
    assertThat(Slug.isValid("a".repeat(41))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "www", "parley", "parley-support", "xn-bcher-kva"})
  void words_of_the_installation_and_punycode_are_reserved(String text) {
    assertThat(decide(slugs(), new NameCommand.TakeSlug(new Slug(text))))
        .isEqualTo(OrganisationDecision.refuse(RESERVED));
  }

  @Test
  void a_slug_is_taken_and_released_and_one_stays() {
    var other = new Slug("shop24");
    assertThat(decide(slugs(held(SLUG)), new NameCommand.TakeSlug(other)))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.SlugTaken(other)));
    assertThat(decide(slugs(held(SLUG)), new NameCommand.TakeSlug(SLUG)))
        .isEqualTo(OrganisationDecision.refuse(UNCHANGED));
    assertThat(decide(slugs(held(SLUG)), new NameCommand.ReleaseSlug(SLUG)))
        .isEqualTo(OrganisationDecision.refuse(LAST_SLUG));
    assertThat(decide(slugs(held(SLUG), held(other)), new NameCommand.ReleaseSlug(SLUG)))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.SlugReleased(SLUG)));
    assertThat(decide(slugs(held(SLUG)), new NameCommand.ReleaseSlug(other)))
        .isEqualTo(OrganisationDecision.refuse(UNKNOWN_NAME));
  }

  @Test
  void a_sixth_slug_is_refused() {
    var five =
        IntStream.range(0, Slug.COUNT_MAX)
            .mapToObj(i -> held(new Slug("shop" + i)))
            .toArray(SlugHold[]::new);
    assertThat(decide(slugs(five), new NameCommand.TakeSlug(SLUG)))
        .isEqualTo(OrganisationDecision.refuse(LIMIT));
  }

  @Test
  void a_released_slug_is_the_old_organisations_again_at_once_and_anothers_after_90_days() {
    var released = new SlugHold(SLUG, NOON, Optional.of(NOON));
    assertThat(decide(slugs(released), new NameCommand.TakeSlug(SLUG)))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.SlugTaken(SLUG)));
    var end = NOON.plus(Duration.ofDays(90));
    assertThat(released.isFreeForOthers(end.minusMillis(1))).isFalse();
    assertThat(released.isFreeForOthers(end)).isTrue();
    assertThat(held(SLUG).isFreeForOthers(end)).isFalse();
  }

  @Test
  void slugs_that_were_given_up_are_kept_from_others_up_to_a_limit() {
    var inUse = Stream.of(held(SLUG), held(new Slug("shop24")));
    var givenUp =
        IntStream.range(0, Slug.HELD_MAX)
            .mapToObj(i -> new SlugHold(new Slug("old" + i), NOON, Optional.of(NOON)));
    var full = slugs(Stream.concat(inUse, givenUp).toArray(SlugHold[]::new));
    var release = new NameCommand.ReleaseSlug(SLUG);
    var end = NOON.plus(Slug.HELD);
    assertThat(decide(full, release)).isEqualTo(OrganisationDecision.refuse(SLUGS_HELD));
    assertThat(decide(full, release, end.minusMillis(1)))
        .isEqualTo(OrganisationDecision.refuse(SLUGS_HELD));
    assertThat(decide(full, release, end))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.SlugReleased(SLUG)));
    var oneLess = slugs(full.slugs().stream().limit(Slug.HELD_MAX + 1L).toArray(SlugHold[]::new));
    assertThat(decide(oneLess, release))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.SlugReleased(SLUG)));
    assertThat(decide(full, new NameCommand.TakeSlug(new Slug("old7"))))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.SlugTaken(new Slug("old7"))));
  }

  @Test
  void a_domain_is_proved_by_a_text_record_of_the_organisations_own_value() {
    assertThat(CHALLENGE.recordName()).isEqualTo("_parley-challenge.chat.example.org");
    var domain = CHALLENGE.domain();
    var others = List.of("v=spf1 -all", "parley-domain=" + "f".repeat(32));
    assertThat(decide(domain(Optional.empty()), new NameCommand.VerifyDomain(domain, others)))
        .isEqualTo(OrganisationDecision.refuse(NOT_PROVED));
    var own = List.of("v=spf1 -all", "parley-domain=0123456789abcdef0123456789abcdef");
    assertThat(decide(domain(Optional.empty()), new NameCommand.VerifyDomain(domain, own)))
        .isEqualTo(OrganisationDecision.accept(new NameEvent.DomainVerified(domain)));
    assertThat(decide(domain(Optional.of(NOON)), new NameCommand.VerifyDomain(domain, own)))
        .isEqualTo(OrganisationDecision.refuse(UNCHANGED));
    assertThat(decide(slugs(), new NameCommand.VerifyDomain(domain, own)))
        .isEqualTo(OrganisationDecision.refuse(UNKNOWN_NAME));
  }

  @Test
  void domains_are_read_in_one_form() {
    assertThat(CustomDomain.of(" Chat.BÜCHER.example "))
        .contains(new CustomDomain("chat.xn--bcher-kva.example"));
    for (var wrong : List.of("localhost", "127.0.0.1", "a..b", "-a.example", "a_b.example", ""))
      assertThat(CustomDomain.of(wrong)).as(wrong).isEmpty();
  }

  @Test
  void a_deleted_organisation_takes_no_names() {
    assertThat(
            NameRules.decide(
                SHOP.in(new Lifecycle.Deleted()),
                slugs(),
                new NameCommand.TakeSlug(SLUG),
                Act.ofProgram("test", NOON)))
        .isEqualTo(OrganisationDecision.refuse(WRONG_STATE));
  }
}
