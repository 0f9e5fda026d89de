package io.parley.server;

import io.parley.core.audit.Act;
import io.parley.core.organisation.Claim;
import io.parley.core.organisation.Lifecycle;
import io.parley.core.organisation.LifecycleCommand;
import io.parley.core.organisation.Organisation;
import io.parley.core.organisation.OrganisationDirectory;
import io.parley.core.organisation.OrganisationRefusal;
import io.parley.core.organisation.Organisations;
import io.parley.core.organisation.Outcome;
import io.parley.core.organisation.SignUp;
import io.parley.core.organisation.Slug;
import io.parley.core.organisation.TokenHash;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.text.Unicode;
import io.parley.persistence.database.Database;
import io.parley.persistence.mail.JdbcMails;
import io.parley.persistence.organisation.JdbcOrganisationDirectory;
import io.parley.persistence.organisation.JdbcOrganisations;
import io.parley.persistence.secret.Keyring;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/// The organisation `default`, which owns the data of this installation, and the link by which a
/// person becomes its owner. Only the hash of the link is stored, so that it cannot be shown again:
/// each time another one takes its place.
final class FirstOrganisation {
  private static final int TOKEN_BYTES = 32;

  /// Of one name, when other organisations have it.
  private static final int SLUGS_MAX = 5;

  private static final String SLUG_OF_NO_NAME = "my-company";
  private static final int SLUG_MAX = 30;
  private static final Pattern NO_PART = Pattern.compile("[^a-z0-9]+");

  private final Organisations organisations;
  private final OrganisationDirectory directory;
  private final SecureRandom random;
  private final InstantSource clock;

  FirstOrganisation(
      Organisations organisations,
      OrganisationDirectory directory,
      SecureRandom random,
      InstantSource clock) {
    this.organisations = organisations;
    this.directory = directory;
    this.random = random;
    this.clock = clock;
  }

  /// In this database.
  static FirstOrganisation of(Database database, InstantSource clock) {
    // no mail is ordered with it
    var mails = new JdbcMails(database, Keyring.empty());
    return new FirstOrganisation(
        new JdbcOrganisations(database, mails),
        new JdbcOrganisationDirectory(database),
        new SecureRandom(),
        clock);
  }

  /// Makes it unless it exists. Nobody knows the link of its claim: [#link] gives one.
  ///
  /// @param program the author, for the audit trail; @param name of the organisation
  /// @return whether it has no owner yet
  CompletionStage<Boolean> ensure(String program, String name) {
    return directory
        .find(OrganisationId.DEFAULT)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedStage(isUnclaimed(found.get()))
                    : begin(program, name, 1));
  }

  /// A refusal means that another node was first, or that the slug is another organisation's.
  private CompletionStage<Boolean> begin(String program, String name, int attempt) {
    var act = Act.ofProgram(program, clock.instant());
    var wanted =
        new SignUp(
            OrganisationId.DEFAULT,
            name,
            slug(name, attempt),
            claim(newToken(), act.at()),
            true,
            Optional.empty());
    return organisations
        .begin(wanted, act)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> CompletableFuture.completedStage(true);
                  case Outcome.Refused(var reason) -> refused(program, name, attempt, reason);
                });
  }

  private CompletionStage<Boolean> refused(
      String program, String name, int attempt, OrganisationRefusal reason) {
    return directory
        .find(OrganisationId.DEFAULT)
        .thenCompose(
            found -> {
              if (found.isPresent())
                return CompletableFuture.completedStage(isUnclaimed(found.get()));
              boolean isNameTaken =
                  reason == OrganisationRefusal.UNAVAILABLE
                      || reason == OrganisationRefusal.RESERVED;
              return isNameTaken && attempt < SLUGS_MAX
                  ? begin(program, name, attempt + 1)
                  : CompletableFuture.failedStage(
                      new IllegalStateException(
                          "the organisation default cannot be made: " + reason.detail()));
            });
  }

  /// Another link in place of the one before.
  ///
  /// @param program the author, for the audit trail
  /// @return the token of the link; empty if the organisation has an owner or does not exist
  CompletionStage<Optional<String>> link(String program) {
    var token = newToken();
    var act = Act.ofProgram(program, clock.instant());
    return organisations
        .apply(OrganisationId.DEFAULT, new LifecycleCommand.RenewClaim(claim(token, act.at())), act)
        .thenApply(
            outcome ->
                switch (outcome) {
                  case Outcome.Done _ -> Optional.of(token);
                  case Outcome.Refused _ -> Optional.empty();
                });
  }

  /// Without an address: it works for anybody who has it.
  private static Claim claim(String token, Instant at) {
    return new Claim(TokenHash.of(token), Optional.empty(), at.plus(Claim.OF_CLIENT));
  }

  private String newToken() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean isUnclaimed(Organisation organisation) {
    return switch (organisation.lifecycle()) {
      case Lifecycle.Unverified _, Lifecycle.Unclaimed _, Lifecycle.Expired _ -> true;
      case Lifecycle.Active _, Lifecycle.Suspended _, Lifecycle.Deleting _, Lifecycle.Deleted _ ->
          false;
    };
  }

  /// From the organisation's name, as far as it has letters for it.
  ///
  /// @param attempt from 1; further ones have a number
  static Slug slug(String name, int attempt) {
    var text = trimmed(NO_PART.matcher(Unicode.small(name)).replaceAll("-"));
    if (text.length() > SLUG_MAX) text = trimmed(text.substring(0, SLUG_MAX));
    for (var base : List.of(text, SLUG_OF_NO_NAME)) {
      var whole = attempt == 1 ? base : base + "-" + attempt;
      if (Slug.isValid(whole) && !new Slug(whole).isReserved()) return new Slug(whole);
    }
    throw new IllegalStateException("a slug that is always valid");
  }

  /// From the first letter on, without a hyphen last.
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !isLetter(text.charAt(from))) from++;
    while (to > from && text.charAt(to - 1) == '-') to--;
    return text.substring(from, to);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }
}
