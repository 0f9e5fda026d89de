package io.parley.identity.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.util.concurrent.Executor;

/// The services of accounts.
public record Accounts(
    SignIns signIns,
    OwnSignIns own,
    Links links,
    AccountPasswords passwords,
    SecondFactors secondFactors,
    OwnPasskeys passkeys,
    PasskeySignIns passkeySignIns,
    AccessTokenCheck check) {

  /// @param executor for hashes of passwords, which block: virtual threads
  public static Accounts create(
      AccountStores stores,
      AccountGuards guards,
      AccountTokens tokens,
      AccountTerms terms,
      SecureRandom random,
      Executor executor) {
    return create(stores, guards, tokens, terms, random, executor, Ticker.systemTicker());
  }

  /// @param ticker of what is held for three seconds
  static Accounts create(
      AccountStores stores,
      AccountGuards guards,
      AccountTokens tokens,
      AccountTerms terms,
      SecureRandom random,
      Executor executor,
      Ticker ticker) {
    var fresh = new Fresh(random);
    var held = new Held(stores.families(), stores.directory(), ticker);
    var proofs = new Proofs(stores, guards, fresh, executor);
    var grants = new Grants(stores, tokens, guards.devices(), fresh, held);
    var notices = new Notices(stores, terms, fresh);
    var signIns =
        new SignIns(
            stores,
            tokens,
            proofs,
            new Workplaces(stores.directory(), guards.gate()),
            grants,
            notices,
            held);
    var newAccounts = new NewAccounts(stores, guards, fresh, executor);
    return new Accounts(
        signIns,
        new OwnSignIns(signIns, signIns.workplaces()),
        new Links(stores, tokens, terms, proofs, newAccounts, signIns, fresh),
        new AccountPasswords(stores, guards, terms, proofs, grants, fresh, executor),
        new SecondFactors(stores, terms, proofs, notices, random),
        new OwnPasskeys(stores, terms, guards.challenges(), proofs, notices, executor),
        new PasskeySignIns(stores, terms, guards, signIns, notices, executor),
        new AccessTokenCheck(tokens, held));
  }
}
