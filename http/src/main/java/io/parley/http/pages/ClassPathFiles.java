package io.parley.http.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Files on the class path, in a directory or in a jar.
final class ClassPathFiles {
  private ClassPathFiles() {}

  /// @param anchor a file directly in the directory; @param directory such as `/web`
  /// @return all files beneath, by their path in it: `ui/chat-app.js`
  static Map<String, byte[]> beneath(String anchor, String directory) {
    var url = ClassPathFiles.class.getResource(anchor);
    if (url == null) throw new IllegalStateException("the build lost " + anchor);
    try {
      return read(url.toURI(), directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory + " from the class path", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path that is no URI", e);
    }
  }

  private static Map<String, byte[]> read(URI anchor, String directory) throws IOException {
    if (!anchor.getScheme().equals("jar")) return files(Path.of(anchor).getParent());
    try (var jar = FileSystems.newFileSystem(Path.of(URI.create(jarOf(anchor))))) {
      return files(jar.getPath(directory));
    }
  }

  private static String jarOf(URI uri) {
    var inner = uri.getRawSchemeSpecificPart();
    return inner.substring(0, inner.indexOf("!/"));
  }

  private static Map<String, byte[]> files(Path root) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var tree = Files.walk(root)) {
      for (var file : tree.filter(Files::isRegularFile).toList())
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    return files;
  }
}
