package io.parley.http.account;

import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.http.json.JsonText;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.identity.account.SignInOutcome;
import io.parley.identity.password.PasswordRefusal;
import java.time.Duration;

/// The problems of refused sign-ins and passwords.
final class AccountProblems {
  private AccountProblems() {}

  /// @param wrong the kind for wrong credentials: a sign-in that is refused, or one that has ended
  static ProblemDetail of(SignInOutcome refused, ProblemType wrong) {
    return switch (refused) {
      case SignInOutcome.CodeNeeded() -> ProblemDetail.of(ProblemType.CODE_NEEDED);
      case SignInOutcome.Wrong() -> ProblemDetail.of(wrong);
      case SignInOutcome.Slowed(var pause) -> slowed(pause);
      case SignInOutcome.NoOrganisation() ->
          ProblemDetail.because(
              ProblemType.NOT_ALLOWED,
              "no-organisation",
              "you have no place there (expected: an organisation of yours; ask for an"
                  + " invitation)");
      case SignInOutcome.Busy() -> busy();
      case SignInOutcome.EmailNeeded() ->
          ProblemDetail.of(
              ProblemType.INVALID_REQUEST,
              "email is missing (expected: the address to sign in by)");
      case SignInOutcome.SsoNeeded(var provider) ->
          ProblemDetail.of(
              ProblemType.SSO_NEEDED,
              ("passwords and passkeys do not count there (expected: POST /v1/sign-ins/oidc; the"
                      + " provider is %s)")
                  .formatted(provider));
      case SignInOutcome.NoKey() ->
          ProblemDetail.later(
              ProblemType.UNAVAILABLE,
              "this node has no key that signs tokens now; nothing was done",
              Problems.retryAfter());
      case SignInOutcome.Granted _ ->
          throw new IllegalStateException("a sign-in that was granted is a problem");
    };
  }

  static ProblemDetail of(PasswordRefusal reason) {
    var detail =
        switch (reason) {
          case TOO_SHORT -> "it is too short (expected: more characters; several words are good)";
          case TOO_LONG -> "it is too long (expected: at most 256 characters)";
          case UNREADABLE -> "it has characters that no keyboard makes (expected: text)";
          case COMMON -> "it became known, and is tried first by others (expected: another one)";
          case PERSONAL -> "it is a name or an address with little around (expected: another one)";
        };
    return ProblemDetail.because(ProblemType.PASSWORD_REFUSED, JsonText.word(reason), detail);
  }

  /// 429, with `Retry-After`.
  static ProblemDetail slowed(Duration pause) {
    return ProblemDetail.limited(
        "too many wrong passwords or codes (expected: the right one, after a pause)",
        new Quota("sign-ins", 0, pause, 0, pause));
  }

  /// Somebody who is signed in gave a wrong password or code. Not 401: the access token is right.
  static ProblemDetail wrong() {
    return ProblemDetail.because(
        ProblemType.NOT_ALLOWED,
        "wrong-credentials",
        "the password or the code is another one (expected: those of your account)");
  }

  /// 429, with `Retry-After`.
  static ProblemDetail tooManyMails(Duration pause) {
    return ProblemDetail.limited(
        "too many mails to this address (expected: fewer)",
        new Quota("account-mails", 0, pause, 0, pause));
  }

  /// Too many passwords are compared at this moment.
  static ProblemDetail busy() {
    return Problems.overloaded(Limit.COMMANDS);
  }
}
