package io.parley.identity.account;

import io.parley.core.identity.Credentials;
import io.parley.core.identity.Credentials.Credential;
import io.parley.core.person.PersonId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Changes what a person proves itself by. A change is decided anew where another request came
/// first.
final class Changes {
  private static final int TRIES = 8;

  private final Credentials credentials;

  Changes(Credentials credentials) {
    this.credentials = credentials;
  }

  enum Result {
    DONE,
    /// The rule did not allow it.
    REFUSED,
    /// Others were first too often.
    BUSY,
    /// A second factor cannot be encrypted here.
    NO_KEY
  }

  /// @param rule gives the changed one; empty to refuse
  CompletionStage<Result> change(PersonId person, Function<Credential, Optional<Credential>> rule) {
    return change(person, rule, TRIES);
  }

  private CompletionStage<Result> change(
      PersonId person, Function<Credential, Optional<Credential>> rule, int tries) {
    return credentials
        .find(person)
        .thenCompose(
            found ->
                rule.apply(found)
                    .map(changed -> replaced(changed, person, rule, tries))
                    .orElseGet(() -> done(Result.REFUSED)));
  }

  private CompletionStage<Result> replaced(
      Credential changed,
      PersonId person,
      Function<Credential, Optional<Credential>> rule,
      int tries) {
    return credentials
        .replace(changed)
        .thenCompose(
            stored ->
                switch (stored) {
                  case DONE -> done(Result.DONE);
                  case NO_KEY -> done(Result.NO_KEY);
                  case CHANGED -> tries > 1 ? change(person, rule, tries - 1) : done(Result.BUSY);
                });
  }

  private static CompletionStage<Result> done(Result result) {
    return CompletableFuture.completedFuture(result);
  }
}
