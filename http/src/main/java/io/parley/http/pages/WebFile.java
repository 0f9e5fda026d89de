package io.parley.http.pages;

import io.parley.core.text.Sha256;
import io.parley.http.route.Call;
import io.parley.http.route.Replies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/// A file for browsers: served whole, compressed, or as 304. They ask every time, because names
/// stay the same between versions.
final class WebFile {
  /// Smaller files do not shrink when compressed.
  private static final int COMPRESS_FROM_BYTES = 1_024;

  private static final int TAG_BYTES = 12;

  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html", ContentTypes.TEXT_HTML_UTF8,
          "js", text(MediaTypes.APPLICATION_JAVASCRIPT),
          "mjs", text(MediaTypes.APPLICATION_JAVASCRIPT),
          "css", text(MediaTypes.TEXT_CSS),
          "svg", ContentTypes.create(MediaTypes.IMAGE_SVG_XML),
          "png", ContentTypes.create(MediaTypes.IMAGE_PNG),
          "json", ContentTypes.APPLICATION_JSON,
          // W3C Web Application Manifest
          "webmanifest",
              ContentTypes.create(
                  MediaTypes.applicationWithFixedCharset("manifest+json", HttpCharsets.UTF_8)));

  private final ContentType type;
  private final ByteString bytes;
  private final Optional<ByteString> compressed;
  private final String tag;
  private final List<HttpHeader> headers;

  private WebFile(ContentType type, byte[] bytes, List<HttpHeader> headers) {
    this.type = type;
    this.bytes = ByteString.fromArray(bytes);
    this.compressed =
        bytes.length < COMPRESS_FROM_BYTES || type.mediaType().isImage()
            ? Optional.empty()
            : Optional.of(gzip(bytes));
    this.tag = tag(bytes);
    this.headers = headers;
  }

  /// @param headers in addition to the common ones, such as the page's own policy
  static WebFile of(String name, byte[] bytes, List<HttpHeader> headers) {
    var type = TYPES.get(extension(name));
    if (type == null) throw new IllegalArgumentException("no content type for " + name);
    return new WebFile(type, bytes, headers);
  }

  static boolean isKnown(String name) {
    return TYPES.containsKey(extension(name));
  }

  /// Changes with the content.
  String tag() {
    return tag;
  }

  boolean isScript() {
    return type.mediaType().equals(MediaTypes.APPLICATION_JAVASCRIPT);
  }

  String text() {
    return bytes.utf8String();
  }

  HttpResponse answer(Call call) {
    boolean zipped = compressed.isPresent() && accepts(call, "Accept-Encoding", "gzip");
    var etag = '"' + tag + (zipped ? "-gz" : "") + '"';
    var all = new ArrayList<>(headers);
    all.add(Replies.header("ETag", etag));
    all.add(Replies.header("Cache-Control", "no-cache"));
    all.add(Replies.header("Vary", "Accept-Encoding"));
    if (accepts(call, "If-None-Match", etag))
      return HttpResponse.create().withStatus(304).addHeaders(all);
    if (zipped) all.add(Replies.header("Content-Encoding", "gzip"));
    return HttpResponse.create()
        .addHeaders(all)
        .withEntity(HttpEntities.create(type, compressed.filter(_ -> zipped).orElse(bytes)));
  }

  private static boolean accepts(Call call, String header, String value) {
    return call.header(header).stream()
        .flatMap(list -> Arrays.stream(list.split(",", -1)))
        .map(item -> item.strip().replaceFirst("^W/", ""))
        .anyMatch(item -> item.equals(value) || item.startsWith(value + ";"));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static ContentType text(MediaType.WithOpenCharset type) {
    return ContentTypes.create(type, HttpCharsets.UTF_8);
  }

  private static ByteString gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused to be written to", e);
    }
    return ByteString.fromArray(out.toByteArray());
  }

  /// A short digest that identifies the content.
  static String tag(byte[] bytes) {
    var start = Arrays.copyOf(Sha256.of(bytes), TAG_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(start);
  }
}
