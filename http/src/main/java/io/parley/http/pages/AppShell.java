package io.parley.http.pages;

import io.parley.http.json.JsonText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The chat page with everything that it loads, found by following its links and its modules'
/// imports: the files that a browser needs to open the page offline.
///
/// @param files tags (of [WebFile]) by address
record AppShell(Map<String, String> files) {
  private static final Pattern LINKED = Pattern.compile("\\b(?:href|src)=\"(/[^\"#]*)\"");
  private static final Pattern IMPORTED =
      Pattern.compile("(?:\\bfrom|\\bimport)\\s*+\\(?\\s*+[\"']([^\"'\\s]+)[\"']");

  /// Scripts that run beside the page, such as audio worklets, are referenced by address.
  private static final Pattern NAMED =
      Pattern.compile("\\bnew URL\\(\\s*[\"'](\\.[^\"'\\s]+)[\"']\\s*,\\s*import\\.meta\\.url");

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">([^<]++)</script>");

  AppShell {
    files = new TreeMap<>(files);
  }

  /// @param page its address; @param html its text
  /// @param find returns a file by its address, or nothing
  static AppShell of(String page, String html, Function<String, Optional<WebFile>> find) {
    var imports = imports(importMap(html));
    var files = new TreeMap<String, String>();
    var ahead = new ArrayDeque<String>();
    ahead.add(page);
    LINKED.matcher(html).results().forEach(link -> ahead.add(link.group(1)));
    while (!ahead.isEmpty()) {
      var address = ahead.remove();
      // a match in a comment only looks like an import, and leads to no file
      var file = files.containsKey(address) ? Optional.<WebFile>empty() : find.apply(address);
      if (file.isEmpty()) continue;
      files.put(address, file.get().tag());
      if (file.get().isScript())
        needed(file.get().text())
            .forEach(other -> resolve(other, address, imports).ifPresent(ahead::add));
    }
    return new AppShell(files);
  }

  private static Stream<String> needed(String script) {
    return Stream.of(IMPORTED, NAMED)
        .flatMap(pattern -> pattern.matcher(script).results())
        .map(match -> match.group(1));
  }

  /// The service worker's file list: the files by address, and a version that changes whenever any
  /// of them does. `{"version":"…","files":{"/":"…"}}`
  String script() {
    var tags = JsonText.object();
    files.forEach(tags::put);
    var version = WebFile.tag(JsonText.write(tags).getBytes(StandardCharsets.UTF_8));
    var json = JsonText.object().put("version", version);
    json.set("files", tags);
    return JsonText.write(json);
  }

  /// The text of a page's import map.
  static String importMap(String html) {
    var map = IMPORT_MAP.matcher(html);
    if (!map.find()) throw new IllegalStateException("the page has no import map");
    return map.group(1);
  }

  private static Map<String, String> imports(String importMap) {
    var imports = new TreeMap<String, String>();
    JsonText.object(importMap)
        .path("imports")
        .properties()
        .forEach(entry -> imports.put(entry.getKey(), entry.getValue().asText()));
    return imports;
  }

  /// As in browsers (HTML standard, module specifier resolution), as far as our modules need it.
  private static Optional<String> resolve(
      String specifier, String importer, Map<String, String> imports) {
    if (specifier.startsWith("/")) return Optional.of(specifier);
    if (specifier.startsWith("."))
      return Optional.of(URI.create(importer).resolve(specifier).getPath());
    if (imports.containsKey(specifier)) return Optional.of(imports.get(specifier));
    return imports.keySet().stream()
        .filter(prefix -> prefix.endsWith("/") && specifier.startsWith(prefix))
        .max(Comparator.comparingInt(String::length))
        .map(prefix -> imports.get(prefix) + specifier.substring(prefix.length()));
  }
}
