package io.parley.outbound.guard;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A request for [GuardedHttp]. Immutable. Its text shows neither credentials nor the path.
public final class GuardedRequest {
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final Map<String, String> credentials;
  private final Optional<Content> content;
  private final Optional<GuardLimits> limits;
  private final boolean followed;
  private final Optional<ClientIdentity> identity;

  /// A request's body.
  static final class Content {
    private final String type;
    private final byte[] bytes;

    private Content(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    String type() {
      return type;
    }

    /// Must not be changed.
    byte[] bytes() {
      return bytes;
    }
  }

  private GuardedRequest(
      String method,
      URI uri,
      Map<String, String> headers,
      Map<String, String> credentials,
      Optional<Content> content,
      Optional<GuardLimits> limits,
      boolean followed,
      Optional<ClientIdentity> identity) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.credentials = credentials;
    this.content = content;
    this.limits = limits;
    this.followed = followed;
    this.identity = identity;
  }

  /// A GET request, which follows redirects.
  public static GuardedRequest get(URI uri) {
    return of("GET", uri);
  }

  /// A POST request. Its redirects are not followed, but returned.
  public static GuardedRequest post(URI uri, String contentType, byte[] body) {
    return of("POST", uri).with(contentType, body);
  }

  /// A request without a body.
  ///
  /// @throws IllegalArgumentException if `method` is none
  public static GuardedRequest of(String method, URI uri) {
    if (!METHOD.matcher(method).matches())
      throw new IllegalArgumentException("a method of another form (expected: capitals)");
    return new GuardedRequest(
        method,
        uri,
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty());
  }

  /// With this body.
  public GuardedRequest with(String contentType, byte[] body) {
    var typed = Optional.of(new Content(header("Content-Type", contentType), body.clone()));
    return new GuardedRequest(method, uri, headers, credentials, typed, limits, followed, identity);
  }

  /// With this header, in place of an earlier one of the same name.
  ///
  /// @throws IllegalArgumentException if it cannot be sent
  public GuardedRequest with(String name, String value) {
    return new GuardedRequest(
        method, uri, added(headers, name, value), credentials, content, limits, followed, identity);
  }

  /// With this header, which is sent to the host of this request alone, never to that of a
  /// redirect.
  ///
  /// @throws IllegalArgumentException if it cannot be sent
  public GuardedRequest withCredential(String name, String value) {
    return new GuardedRequest(
        method, uri, headers, added(credentials, name, value), content, limits, followed, identity);
  }

  /// With limits of its own.
  public GuardedRequest within(GuardLimits own) {
    return new GuardedRequest(
        method, uri, headers, credentials, content, Optional.of(own), followed, identity);
  }

  /// Redirects are returned, not followed.
  public GuardedRequest withoutRedirects() {
    return new GuardedRequest(method, uri, headers, credentials, content, limits, false, identity);
  }

  /// With a certificate for TLS, which is shown to the origin of this request alone, never to that
  /// of a redirect.
  public GuardedRequest as(ClientIdentity shown) {
    return new GuardedRequest(
        method, uri, headers, credentials, content, limits, followed, Optional.of(shown));
  }

  String method() {
    return method;
  }

  URI uri() {
    return uri;
  }

  Map<String, String> headers() {
    return headers;
  }

  Map<String, String> credentials() {
    return credentials;
  }

  Optional<Content> content() {
    return content;
  }

  Optional<ClientIdentity> identity() {
    return identity;
  }

  Optional<GuardLimits> limits() {
    return limits;
  }

  /// Only requests that read: a repeated effect at another address would surprise.
  boolean followsRedirects() {
    return followed && (method.equals("GET") || method.equals("HEAD"));
  }

  @Override
  public String toString() {
    return method + " " + uri.getHost();
  }

  private static Map<String, String> added(Map<String, String> to, String name, String value) {
    if (!NAME.matcher(name).matches())
      throw new IllegalArgumentException("a header's name of another form (expected: a token)");
    var all = new LinkedHashMap<>(to);
    all.keySet().removeIf(name::equalsIgnoreCase);
    all.put(name, header(name, value));
    return Collections.unmodifiableMap(all);
  }

  /// The value is not shown: it may be secret.
  private static String header(String name, String value) {
    if (!VALUE.matcher(value).matches())
      throw new IllegalArgumentException(
          "header %s: a value of another form (expected: visible ASCII)".formatted(name));
    return value;
  }
}
