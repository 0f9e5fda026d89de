package io.parley.http.pages;

import io.parley.core.text.Sha256;
import io.parley.http.route.Replies;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpHeader;

/// The Content Security Policy (level 3) of each page: the sources that it may use, and the sites
/// that may frame it.
final class PagePolicy {
  /// An import map, in which there is no `<`: so the search takes linear time.
  private static final Pattern INLINE_SCRIPT =
      Pattern.compile("<script\\b[^<>]*+>([^<]++)</script>");

  private static final String COMMON =
      "img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; font-src 'self' data:;"
          + " manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
          + " object-src 'none'";

  /// Only these may turn text into markup or a script's address (Trusted Types): the templates, the
  /// sanitiser, and the loader of our workers.
  private static final String TRUSTED_TYPES =
      "require-trusted-types-for 'script'; trusted-types lit-html dompurify parley-worker"
          + " parley-proof";

  private PagePolicy() {}

  /// Only files from this server, and inline only the exact import map in the page.
  static HttpHeader strict(String html) {
    return policy(strictSources(html), frameAncestors("'none'"));
  }

  /// The same for a page that may hold other pages of this server in frames.
  static HttpHeader holding(String html) {
    return policy(strictSources(html) + "; frame-src 'self'", frameAncestors("'none'"));
  }

  /// The same for a page that other sites may frame.
  ///
  /// @param origins of those sites, or `*`
  static HttpHeader framed(String html, List<String> origins) {
    var all = origins.contains(PageSettings.EVERYBODY) ? "*" : String.join(" ", origins);
    return policy(strictSources(html), frameAncestors(("'self' " + all).strip()));
  }

  /// A library renders the API's page, setting styles and markup on elements: with Trusted Types it
  /// stays empty.
  static HttpHeader documentation() {
    return policy("script-src 'self'; style-src 'self' 'unsafe-inline'", frameAncestors("'none'"));
  }

  /// A page of text.
  static HttpHeader text() {
    return Replies.header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'");
  }

  /// A worker only fetches our files.
  static HttpHeader worker() {
    return Replies.header(
        "Content-Security-Policy",
        "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  }

  private static String strictSources(String html) {
    var inline =
        INLINE_SCRIPT
            .matcher(html)
            .results()
            .map(script -> " 'sha256-" + sha256(script.group(1)) + "'")
            .collect(Collectors.joining());
    return "script-src 'self'%s; style-src 'self'; %s".formatted(inline, TRUSTED_TYPES);
  }

  private static String frameAncestors(String who) {
    return "frame-ancestors " + who;
  }

  private static HttpHeader policy(String sources, String frameAncestors) {
    return Replies.header(
        "Content-Security-Policy",
        "default-src 'none'; %s; %s; %s".formatted(sources, COMMON, frameAncestors));
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(Sha256.of(text));
  }
}
