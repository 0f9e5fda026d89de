package io.parley.identity.customer;

import io.parley.identity.jws.VerificationKey;
import io.parley.outbound.guard.GuardLimits;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.outbound.guard.GuardedRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Key sets of companies by the guarded way out: the address was chosen by people outside.
/// Redirects are refused, since the address is what the company proved to own.
public final class GuardedJwks implements RemoteKeys.Source {
  /// Enough for fifty RSA keys with certificates.
  private static final long BYTES_MAX = 256 << 10;

  private static final int OK = 200;

  private final GuardedHttp http;
  private final GuardLimits limits;

  /// @param limits of a fetch; a token waits for it
  public GuardedJwks(GuardedHttp http, GuardLimits limits) {
    this.http = http;
    this.limits = limits.upTo(Math.min(limits.bodyMax(), BYTES_MAX));
  }

  @Override
  public List<VerificationKey> fetch(URI address) throws IOException {
    var request =
        GuardedRequest.get(address)
            .with("Accept", "application/jwk-set+json, application/json")
            .within(limits)
            .withoutRedirects();
    try (var answer = http.send(request)) {
      if (answer.status() != OK)
        throw new IOException("status %d (expected: 200)".formatted(answer.status()));
      return PublicKeys.ofSet(answer.text());
    }
  }
}
