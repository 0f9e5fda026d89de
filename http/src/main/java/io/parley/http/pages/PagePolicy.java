package io.parley.http.pages;

import io.parley.http.route.Replies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpHeader;

/// What each page may load and do (Content Security Policy, level 3).
final class PagePolicy {
  private static final Pattern INLINE_SCRIPT =
      Pattern.compile("<script\\b[^>]*>(.+?)</script>", Pattern.DOTALL);

  private static final String COMMON =
      "img-src 'self' data:; connect-src 'self'; font-src 'self' data:; manifest-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

  private PagePolicy() {}

  /// Only what we serve ourselves, and of what stands in the page itself exactly what stands there
  /// now: its import map.
  static HttpHeader strict(String html) {
    var inline =
        INLINE_SCRIPT
            .matcher(html)
            .results()
            .map(script -> " 'sha256-" + sha256(script.group(1)) + "'")
            .collect(Collectors.joining());
    return policy("script-src 'self'%s; style-src 'self'".formatted(inline));
  }

  /// The API's page is made by a library that sets styles on elements.
  static HttpHeader documentation() {
    return policy("script-src 'self'; style-src 'self' 'unsafe-inline'");
  }

  /// A page of text.
  static HttpHeader text() {
    return Replies.header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'");
  }

  private static HttpHeader policy(String sources) {
    return Replies.header(
        "Content-Security-Policy", "default-src 'none'; %s; %s".formatted(sources, COMMON));
  }

  private static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
