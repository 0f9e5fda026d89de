package io.parley.identity.key;

import io.parley.core.setting.Expect;
import io.parley.identity.jws.JwsAlgorithm;
import java.time.Duration;
import java.time.Instant;

/// How keys are rotated.
///
/// @param algorithm of new keys: RS256 or EdDSA; keys of the other one are used to their end
/// @param period how long a key signs
/// @param ahead time from publishing a key to its first signature: verifiers may cache the keys for
///   as long, and a node that cannot read the stored keys goes on signing for as long
/// @param tokenLife of the tokens
/// @param skew by which clocks may differ
public record KeyTerms(
    JwsAlgorithm algorithm, Duration period, Duration ahead, Duration tokenLife, Duration skew) {
  public KeyTerms {
    if (algorithm != JwsAlgorithm.RS256 && algorithm != JwsAlgorithm.EDDSA)
      throw Expect.wrong("algorithm", algorithm, "RS256 or EDDSA");
    Expect.positive("ahead", ahead);
    Expect.less("ahead", ahead, "period", period);
    Expect.positive("tokenLife", tokenLife);
    Expect.notNegative("skew", skew);
  }

  /// When a key whose successor signs from then has no valid token any more.
  Instant goneAfter(Instant successorSigns) {
    return successorSigns.plus(tokenLife).plus(skew);
  }
}
