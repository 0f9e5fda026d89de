package io.parley.identity.account;

import static io.parley.identity.account.AccountsFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.mail.MailKind;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import io.parley.identity.password.PasswordRefusal;
import io.parley.identity.totp.AuthenticatorApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final String TOKEN = "a-token-of-256-random-bits";

  private final AccountsFixture day = new AccountsFixture();

  @Test
  void a_sign_up_sends_a_link_that_makes_its_holder_the_owner() {
    assertThat(signUp(ANNA, "shop")).isEqualTo(new SignUpOutcome.Accepted());
    var mail = day.mails.of(MailKind.VERIFY).getFirst();
    assertThat(mail.to()).isEqualTo(ANNA);
    assertThat(mail.values().get("link")).startsWith("https://parley.example/link#");
    var token = day.mails.token(MailKind.VERIFY);
    var view = join(day.accounts.links().look(token, day.now)).orElseThrow();
    assertThat(view.isSignUp()).isTrue();
    assertThat(view.hasAccount()).isFalse();
    var signedIn = in(accept(token, PASSWORD));
    assertThat(signedIn.permissions()).isEqualTo(ClientRole.OWNER.permissions());
    assertThat(signedIn.person().isVerified()).isTrue();
    assertThat(signedIn.person().name()).isEqualTo("Anna Bee");
    assertThat(day.check(signedIn)).isPresent();
    assertThat(day.mails.of(MailKind.NEW_SIGN_IN)).as("the first sign-in is no news").isEmpty();
    assertThat(join(day.accounts.links().look(token, day.now))).isEmpty();
    assertThat(accept(token, PASSWORD)).isEqualTo(refused(OrganisationRefusal.UNKNOWN_LINK));
  }

  private SignUpOutcome signUp(EmailAddress address, String slug) {
    return join(
        day.accounts
            .links()
            .signUp(
                "Anna Bee",
                address,
                "The Shop",
                new Slug(slug),
                Optional.of("en"),
                OFFICE,
                day.now));
  }

  private AcceptOutcome accept(String token, String password) {
    return accept(token, Optional.empty(), Optional.of(password));
  }

  private AcceptOutcome accept(
      String token, Optional<EmailAddress> address, Optional<String> password) {
    return join(
        day.accounts
            .links()
            .accept(token, Optional.empty(), address, password, Optional.empty(), OFFICE, day.now));
  }

  private static SignedIn in(AcceptOutcome outcome) {
    if (outcome instanceof AcceptOutcome.In(var signedIn)) return signedIn;
    throw new AssertionError(outcome + " (expected: in)");
  }

  private static AcceptOutcome refused(OrganisationRefusal reason) {
    return new AcceptOutcome.Refused(reason);
  }

  private static AcceptOutcome notIn(SignInOutcome outcome) {
    return new AcceptOutcome.NotIn(outcome);
  }

  @Test
  void a_sign_up_is_answered_alike_whether_there_is_an_account_or_not() {
    day.account(ANNA);
    assertThat(signUp(ANNA, "shop")).isEqualTo(signUp(NOBODY, "other-shop"));
    assertThat(signUp(ANNA, "shop")).isEqualTo(signUp(NOBODY, "shop"));
    assertThat(day.mails.of(MailKind.VERIFY)).hasSize(2);
  }

  @Test
  void sign_ups_send_a_few_mails_to_one_address() {
    for (int i = 0; i < MAILS; i++) signUp(ANNA, "shop-" + i);
    assertThat(signUp(ANNA, "shop-9")).isInstanceOf(SignUpOutcome.Slowed.class);
    assertThat(signUp(NOBODY, "shop-9")).isEqualTo(new SignUpOutcome.Accepted());
    day.pass(Duration.ofHours(2));
    assertThat(signUp(ANNA, "shop-10")).isEqualTo(new SignUpOutcome.Accepted());
  }

  @Test
  void slugs_that_are_taken_use_no_mail_up() {
    signUp(NOBODY, "shop");
    for (int i = 0; i <= MAILS; i++)
      assertThat(signUp(ANNA, "shop"))
          .isEqualTo(new SignUpOutcome.Refused(OrganisationRefusal.UNAVAILABLE));
    assertThat(signUp(ANNA, "shop-1")).isEqualTo(new SignUpOutcome.Accepted());
  }

  @Test
  void the_name_that_a_stranger_signed_an_address_up_with_does_not_stay() {
    signUp(ANNA, "shop");
    var shop = invited();
    var outcome =
        join(
            day.accounts
                .links()
                .accept(
                    TOKEN,
                    Optional.of("Anna Lee"),
                    Optional.empty(),
                    Optional.of(PASSWORD),
                    Optional.empty(),
                    OFFICE,
                    day.now));
    assertThat(in(outcome).person().name()).isEqualTo("Anna Lee");
    assertThat(in(outcome).organisation().orElseThrow().id()).isEqualTo(shop);
  }

  /// Invites Anna to a shop.
  private OrganisationId invited() {
    var shop = day.organisations.active("Shop", day.now);
    day.organisations.invite(shop, TokenHash.of(TOKEN), ANNA, day.now);
    return shop;
  }

  @Test
  void without_any_name_a_person_is_called_after_the_address() {
    invited();
    assertThat(in(accept(TOKEN, PASSWORD)).person().name()).isEqualTo("anna");
  }

  @Test
  void a_person_with_a_password_must_give_it_to_accept() {
    day.account(ANNA);
    var shop = invited();
    assertThat(join(day.accounts.links().look(TOKEN, day.now)).orElseThrow().hasAccount()).isTrue();
    assertThat(accept(TOKEN, OTHER)).isEqualTo(notIn(new SignInOutcome.Wrong()));
    assertThat(accept(TOKEN, Optional.empty(), Optional.empty()))
        .isEqualTo(notIn(new SignInOutcome.Wrong()));
    assertThat(day.organisations.members(shop)).isZero();
    assertThat(in(accept(TOKEN, PASSWORD)).permissions())
        .isEqualTo(ClientRole.MEMBER.permissions());
    assertThat(day.mails.of(MailKind.NEW_SIGN_IN)).hasSize(1);
  }

  @Test
  void a_stranger_with_somebodys_link_is_that_person_only_where_there_is_no_password() {
    day.account(ANNA);
    invited();
    assertThat(accept(TOKEN, Optional.of(NOBODY), Optional.of(OTHER)))
        .as("the link's address counts, not the one that is given")
        .isEqualTo(notIn(new SignInOutcome.Wrong()));
    var fresh = new AccountsFixture();
    var shop = fresh.organisations.active("Shop", fresh.now);
    fresh.organisations.invite(shop, TokenHash.of(TOKEN), ANNA, fresh.now);
    var outcome =
        join(
            fresh
                .accounts
                .links()
                .accept(
                    TOKEN,
                    Optional.empty(),
                    Optional.of(NOBODY),
                    Optional.of(OTHER),
                    Optional.empty(),
                    OFFICE,
                    fresh.now));
    assertThat(in(outcome).person().address()).isEqualTo(ANNA);
  }

  @Test
  void the_second_factor_is_asked_for_links_too() {
    day.account(ANNA);
    var key = day.secondFactor();
    invited();
    assertThat(accept(TOKEN, PASSWORD)).isEqualTo(notIn(new SignInOutcome.CodeNeeded()));
    var outcome =
        join(
            day.accounts
                .links()
                .accept(
                    TOKEN,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(PASSWORD),
                    Optional.of(AuthenticatorApp.code(key, day.now)),
                    OFFICE,
                    day.now));
    in(outcome);
  }

  @Test
  void guesses_at_the_password_by_a_link_are_slowed() {
    day.account(ANNA);
    invited();
    for (int i = 0; i <= FREE; i++) accept(TOKEN, OTHER);
    assertThat(accept(TOKEN, PASSWORD)).isEqualTo(notIn(new SignInOutcome.Slowed(PAUSE)));
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.Slowed(PAUSE));
  }

  @Test
  void of_two_holders_of_one_invitation_one_gets_in() {
    var shop = invited();
    var outcomes = new ArrayList<AcceptOutcome>();
    day.credentials.beforeTheNextChange(() -> outcomes.add(accept(TOKEN, OTHER)));
    outcomes.add(accept(TOKEN, PASSWORD));
    in(outcomes.getFirst());
    assertThat(outcomes.getLast()).isEqualTo(notIn(new SignInOutcome.Wrong()));
    assertThat(day.organisations.members(shop)).isEqualTo(1);
    assertThat(day.signIn(ANNA, PASSWORD)).isEqualTo(new SignInOutcome.Wrong());
    assertThat(day.signIn(ANNA, OTHER)).isInstanceOf(SignInOutcome.Granted.class);
  }

  @Test
  void of_two_uses_of_one_invitation_by_the_same_person_one_joins() {
    day.account(ANNA);
    var shop = invited();
    in(accept(TOKEN, PASSWORD));
    assertThat(accept(TOKEN, PASSWORD)).isEqualTo(refused(OrganisationRefusal.UNKNOWN_LINK));
    assertThat(day.organisations.members(shop)).isEqualTo(1);
  }

  @Test
  void a_weak_password_leaves_the_link_as_it_is() {
    invited();
    assertThat(accept(TOKEN, "short")).isEqualTo(new AcceptOutcome.Weak(PasswordRefusal.TOO_SHORT));
    assertThat(accept(TOKEN, "password password"))
        .isEqualTo(new AcceptOutcome.Weak(PasswordRefusal.COMMON));
    assertThat(accept(TOKEN, ANNA.text()))
        .isEqualTo(new AcceptOutcome.Weak(PasswordRefusal.PERSONAL));
    assertThat(accept(TOKEN, "shop.example 2026"))
        .isEqualTo(new AcceptOutcome.Weak(PasswordRefusal.PERSONAL));
    in(accept(TOKEN, PASSWORD));
  }

  @Test
  void a_link_without_an_address_asks_for_one() {
    unaddressed();
    assertThat(accept(TOKEN, PASSWORD)).isEqualTo(notIn(new SignInOutcome.EmailNeeded()));
    var signedIn = in(accept(TOKEN, Optional.of(ANNA), Optional.of(PASSWORD)));
    assertThat(signedIn.person().isVerified()).as("the link proves no address").isFalse();
  }

  private void unaddressed() {
    var claim = new Claim(TokenHash.of(TOKEN), Optional.empty(), day.now.plus(Duration.ofDays(1)));
    day.organisations.add("Shop", new Lifecycle.Unclaimed(claim), day.now);
  }

  @Test
  void a_link_without_an_address_makes_nobody_a_person_that_others_know() {
    day.anna("Zoo", ClientRole.OWNER);
    day.forgetPassword(ANNA);
    unaddressed();
    assertThat(accept(TOKEN, Optional.of(ANNA), Optional.of(OTHER)))
        .isEqualTo(notIn(new SignInOutcome.Wrong()));
    assertThat(day.credential(ANNA).password()).isEmpty();
  }

  @Test
  void a_link_works_for_somebody_who_is_signed_in_with_its_address() {
    var anna = day.account(ANNA);
    var bert = day.account(new EmailAddress("bert@shop.example"));
    var shop = invited();
    assertThat(join(day.accounts.links().acceptAs(bert, TOKEN, OFFICE, day.now)))
        .isEqualTo(new Outcome.Refused(OrganisationRefusal.OTHER_ADDRESS));
    assertThat(join(day.accounts.links().acceptAs(anna, TOKEN, OFFICE, day.now)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(day.organisations.members(shop)).isEqualTo(1);
    assertThat(join(day.accounts.links().acceptAs(anna, TOKEN, OFFICE, day.now)))
        .isEqualTo(new Outcome.Refused(OrganisationRefusal.UNKNOWN_LINK));
  }

  @Test
  void an_expired_link_is_unknown() {
    invited();
    day.pass(Duration.ofDays(8));
    assertThat(join(day.accounts.links().look(TOKEN, day.now))).isEmpty();
    assertThat(accept(TOKEN, PASSWORD)).isEqualTo(refused(OrganisationRefusal.UNKNOWN_LINK));
    assertThat(day.persons.all()).isEmpty();
  }
}
