package io.parley.knowledge.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a list of an API goes on. Zendesk says it as `links.next` with `meta.has_more` (cursors)
/// or as `next_page` (offsets); Intercom as `pages.next`, an address or `starting_after`. Sources:
/// developer.zendesk.com, Pagination; developers.intercom.com, Pagination.
///
/// Only these values are read; articles are skipped.
final class NextPage {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Set<String> OBJECTS = Set.of("links", "meta", "pages", "pages.next");
  private static final String MORE = "meta.has_more";
  private static final String CURSOR = "pages.next.starting_after";
  private static final List<String> ADDRESSES = List.of("links.next", "next_page", "pages.next");
  private static final Set<String> VALUES =
      Set.of(MORE, CURSOR, "links.next", "next_page", "pages.next");

  private NextPage() {}

  /// @param url of the page
  /// @param page its bytes; what is no JSON is the last page
  /// @throws IOException if the next page is at another host, or its address is none
  static Optional<URI> after(URI url, byte[] page) throws IOException {
    var values = new HashMap<String, String>();
    try (var json = JSON.createParser(page)) {
      if (json.nextToken() == JsonToken.START_OBJECT) read(json, "", values);
    } catch (JsonProcessingException notJson) {
      return Optional.empty(); // the reader of files refuses it, and says why
    }
    if ("false".equals(values.get(MORE))) return Optional.empty();
    for (var name : ADDRESSES)
      if (values.containsKey(name)) return Optional.of(resolved(url, values.get(name)));
    var cursor = values.get(CURSOR);
    return cursor == null ? Optional.empty() : Optional.of(with(url, "starting_after", cursor));
  }

  /// @param values by their names, with the names of the objects that they are in
  private static void read(JsonParser json, String prefix, Map<String, String> values)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = prefix + json.currentName();
      var token = json.nextToken();
      if (token == JsonToken.START_OBJECT && OBJECTS.contains(name)) read(json, name + ".", values);
      else if (token.isStructStart()) json.skipChildren();
      else if (token != JsonToken.VALUE_NULL && VALUES.contains(name))
        values.put(name, json.getText());
    }
  }

  private static URI resolved(URI url, String next) throws IOException {
    URI found;
    try {
      found = url.resolve(next);
    } catch (IllegalArgumentException e) {
      throw new IOException("the address of the next page is of another form (expected: URL)", e);
    }
    // some servers name themselves without the TLS of the proxy before them
    if ("https".equalsIgnoreCase(url.getScheme())
        && "http".equalsIgnoreCase(found.getScheme())
        && found.getPort() < 0) found = URI.create("https" + found.toString().substring(4));
    if (!isOrigin(url, found))
      throw new IOException(
          "the next page is at another host (expected: %s)".formatted(url.getRawAuthority()));
    return found;
  }

  private static boolean isOrigin(URI url, URI other) {
    return url.getScheme().equalsIgnoreCase(other.getScheme())
        && url.getRawAuthority().equalsIgnoreCase(other.getRawAuthority());
  }

  /// With this parameter of the query in place of an earlier one.
  private static URI with(URI url, String name, String value) {
    var query = new StringBuilder();
    if (url.getRawQuery() != null)
      for (var part : url.getRawQuery().split("&", -1))
        if (!part.isEmpty() && !part.startsWith(name + "=")) query.append(part).append('&');
    query.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    var text = url.toString();
    int end = text.indexOf('?') >= 0 ? text.indexOf('?') : text.length();
    return URI.create(text.substring(0, end) + "?" + query);
  }
}
