package io.parley.http.pages;

import io.parley.core.fuzz.Reader;
import java.util.List;

/// Readers of request paths, for tests with hostile texts.
public final class PageReaders {
  private PageReaders() {}

  public static List<Reader> all() {
    var library = WebJar.open("org.webjars.npm", "lit");
    return List.of(
        new Reader("a path", library::find),
        new Reader("the path of a script", path -> library.find(path + ".js")));
  }
}
