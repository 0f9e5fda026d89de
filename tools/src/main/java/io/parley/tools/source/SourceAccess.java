package io.parley.tools.source;

import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.source.SignInStore;
import io.parley.outbound.guard.GuardedHttp;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The means that a tool source gets from the program.
///
/// @param tenant whose source it is
/// @param secrets for headers; see [#filled]
/// @param http the only way to servers outside
/// @param signIns tokens of sources that an operator signs in, where they are stored
public record SourceAccess(
    TenantId tenant, Secrets secrets, GuardedHttp http, Optional<SignInStore> signIns) {
  private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([A-Za-z0-9._-]{1,64})}");

  /// Without a store of sign-ins.
  public SourceAccess(TenantId tenant, Secrets secrets, GuardedHttp http) {
    this(tenant, secrets, http, Optional.empty());
  }

  /// Whether a text names a secret.
  public static boolean namesSecret(String text) {
    return SECRET.matcher(text).find();
  }

  /// A text with the values of the secrets that it names as `${secret:NAME}`, for a request to
  /// `target`. Blocks. To be called for each request: a secret may be replaced at any time.
  ///
  /// @throws SourceFailure if there is no such secret, or it belongs to another host
  public String filled(String text, URI target) {
    return SECRET
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), target)));
  }

  private String value(String name, URI target) {
    try {
      return secrets
          .reveal(tenant, name, target)
          .toCompletableFuture()
          .join()
          .orElseThrow(
              () ->
                  new SourceFailure(
                      "the secret %s cannot be sent to %s (expected: a readable secret of this name, stored for this host)"
                          .formatted(name, target.getHost()),
                      null));
    } catch (CompletionException e) {
      throw new SourceFailure("the secret %s cannot be read".formatted(name), e.getCause());
    }
  }
}
