package io.parley.knowledge.crawl;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The pages that belong to a site: of one host and port, with a path below one prefix.
///
/// @param origin scheme, host and port, such as `https://example.com`
/// @param prefix begins and ends with `/`, or is the path of a single page and what is below it
/// @param first the address that it was made of
/// @param paths beginnings of the paths of all other pages; empty: any
public record Scope(String origin, String prefix, String first, List<String> paths) {
  public Scope {
    paths = List.copyOf(paths);
  }

  private static final int URL_CHARS_MAX = 2_000;

  /// No texts; not worth a request.
  private static final Pattern MEDIA =
      Pattern.compile(
          "\\.(?:png|jpe?g|gif|webp|svg|ico|bmp|css|m?js|map|json|xml|rss|atom|woff2?|ttf|eot|mp[34]|webm|"
              + "avi|mov|ogg|wav|zip|gz|tgz|rar|7z|exe|dmg|iso|bin)$",
          Pattern.CASE_INSENSITIVE);

  /// The site of an address: what is beside it and below it.
  ///
  /// @throws IllegalArgumentException when it is no address of a page
  public static Scope of(URI seed) {
    var url =
        normal(seed.toString())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an address of another form (expected: https://host/path)"));
    var path = URI.create(url).getRawPath();
    int file = path.lastIndexOf('/') + 1;
    boolean isPage = path.indexOf('.', file) >= 0 || path.endsWith("/");
    return new Scope(originOf(url), isPage ? path.substring(0, file) : path, url, List.of());
  }

  /// Only pages with one of these beginnings of their paths, and the first one.
  Scope within(List<String> wanted) {
    return new Scope(origin, prefix, first, wanted);
  }

  /// Whether a normalised address belongs to the site.
  public boolean contains(String url) {
    if (!originOf(url).equals(origin)) return false;
    var path = URI.create(url).getRawPath();
    if (!path.startsWith(prefix)) return false;
    if (!paths.isEmpty() && !url.equals(first) && paths.stream().noneMatch(path::startsWith))
      return false;
    return prefix.endsWith("/")
        || path.length() == prefix.length()
        || path.charAt(prefix.length()) == '/';
  }

  /// Whether the address may lead to a text.
  static boolean mayBeText(String url) {
    var path = URI.create(url).getRawPath();
    return path != null && !MEDIA.matcher(path).find();
  }

  /// The only form of an address: without fragment, default port and dot segments, its host in
  /// lower case.
  ///
  /// @return empty when it is none of a page
  static Optional<String> normal(String url) {
    if (url.length() > URL_CHARS_MAX) return Optional.empty();
    var clean = new BasicURLNormalizer().filter(url);
    if (clean == null) return Optional.empty();
    int fragment = clean.indexOf('#');
    var plain = fragment < 0 ? clean : clean.substring(0, fragment);
    try {
      var uri = new URI(plain);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) return Optional.empty();
      if (uri.getHost() == null || uri.getRawUserInfo() != null) return Optional.empty();
      return Optional.of(uri.getRawPath().isEmpty() ? withPath(uri) : plain);
    } catch (URISyntaxException _) {
      return Optional.empty(); // a link with a mistake leads nowhere
    }
  }

  /// Whether the addresses differ by scheme, or by `www.`, alone.
  static boolean sameSite(String a, String b) {
    return bare(originOf(a)).equals(bare(originOf(b)));
  }

  static String originOf(String url) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    return path < 0 ? url : url.substring(0, path);
  }

  private static String bare(String origin) {
    return origin.replaceFirst("^https?://(?:www\\.)?", "");
  }

  private static String withPath(URI uri) {
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + query;
  }
}
