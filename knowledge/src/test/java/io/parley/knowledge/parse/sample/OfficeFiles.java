package io.parley.knowledge.parse.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Office files made by POI, and their parts.
public final class OfficeFiles {
  static {
    QuietLibraries.set();
  }

  private OfficeFiles() {}

  public static byte[] bytes(POIXMLDocument document) {
    try (document) {
      var out = new ByteArrayOutputStream();
      document.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file as Office encrypts it: another container, with the file in it.
  public static byte[] encrypted(byte[] file) throws Exception {
    try (var container = new POIFSFileSystem()) {
      var encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
      encryptor.confirmPassword("password");
      try (var out = encryptor.getDataStream(container)) {
        out.write(file);
      }
      var bytes = new ByteArrayOutputStream();
      container.writeFilesystem(bytes);
      return bytes.toByteArray();
    }
  }

  /// Its parts by their names.
  public static Map<String, byte[]> parts(byte[] file) throws IOException {
    var parts = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
        parts.put(entry.getName(), zip.readAllBytes());
    }
    return parts;
  }

  public static byte[] pack(Map<String, byte[]> parts) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return out.toByteArray();
  }

  /// The file with one part replaced or added.
  public static byte[] with(byte[] file, String name, byte[] content) throws IOException {
    var parts = parts(file);
    parts.put(name, content);
    return pack(parts);
  }

  public static byte[] with(byte[] file, String name, String content) throws IOException {
    return with(file, name, content.getBytes(StandardCharsets.UTF_8));
  }
}
