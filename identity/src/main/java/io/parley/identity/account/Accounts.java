package io.parley.identity.account;

import java.security.SecureRandom;
import java.util.concurrent.Executor;

/// The services of accounts.
public record Accounts(
    SignIns signIns,
    Links links,
    AccountPasswords passwords,
    SecondFactors secondFactors,
    AccessTokenCheck check) {

  /// @param executor for hashes of passwords, which block: virtual threads
  public static Accounts create(
      AccountStores stores,
      AccountGuards guards,
      AccountTokens tokens,
      AccountTerms terms,
      SecureRandom random,
      Executor executor) {
    return new Accounts(
        new SignIns(),
        new Links(),
        new AccountPasswords(),
        new SecondFactors(),
        new AccessTokenCheck());
  }
}
