package io.parley.knowledge.parse.office;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// A look at all entries of a packed file, before anything is built from them: how many, how large
/// unpacked, whether any XML has a document type (no Office program writes one; entities need it).
///
/// @param names of the entries
/// @param hasMacros whether it contains a program
public record PackedFile(Set<String> names, boolean hasMacros) {
  /// A file that compresses better than this is no document. The first mebibyte of an entry is
  /// free.
  private static final int RATIO_MAX = 200;

  private static final int FREE_BYTES = 1 << 20;
  private static final int XML_HEAD_BYTES = 64 << 10;
  private static final int XML_DEPTH_MAX = 400;

  public PackedFile {
    names = Set.copyOf(names);
  }

  /// @throws RefusedFile when it is a bomb, damaged or too large
  public static PackedFile of(byte[] bytes, ParseLimits limits) throws RefusedFile {
    var names = new HashSet<String>();
    long unpacked = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!names.add(entry.getName()))
          throw harmful("two of its parts have the same name; expected: each once");
        if (names.size() > limits.entries())
          throw harmful("it has more than %,d parts".formatted(limits.entries()));
        unpacked += look(zip, entry, bytes.length, limits.unpackedBytes() - unpacked);
      }
    } catch (ZipException e) {
      throw new RefusedFile(
          Reading.Reason.DAMAGED,
          e.getMessage() != null && e.getMessage().contains("encrypted")
              ? "its parts are encrypted in a way that no Office program writes"
              : "its parts cannot be unpacked; expected: a whole file. Send it again.",
          e);
    } catch (IOException e) {
      throw new RefusedFile(
          Reading.Reason.DAMAGED, "it ends early; expected: a whole file. Send it again.", e);
    } catch (IllegalArgumentException e) {
      throw new RefusedFile(
          Reading.Reason.DAMAGED, "the name of a part is damaged; expected: a whole file", e);
    }
    return new PackedFile(names, names.stream().anyMatch(name -> name.endsWith("vbaProject.bin")));
  }

  private static long look(ZipInputStream zip, ZipEntry entry, long packed, long left)
      throws IOException, RefusedFile {
    var isXml = isXml(entry.getName());
    var head = isXml ? zip.readNBytes(XML_HEAD_BYTES) : new byte[0];
    if (isXml && hasDocumentType(head))
      throw harmful("one of its parts declares a document type; expected: none in Office files");
    var depth = new XmlDepth(XML_DEPTH_MAX);
    if (isXml) depth.add(head, head.length);
    long size = head.length;
    var buffer = new byte[16 << 10];
    for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
      size += n;
      if (isXml) depth.add(buffer, n);
      if (size > left) throw harmful("its parts are larger than the limit when they are unpacked");
      if (size > FREE_BYTES && size / RATIO_MAX > packed)
        throw harmful("a part grows more than %d times when unpacked".formatted(RATIO_MAX));
    }
    return size;
  }

  private static boolean isXml(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".xml") || lower.endsWith(".rels") || lower.endsWith(".vml");
  }

  /// Also in UTF-16, where every other byte is 0.
  private static boolean hasDocumentType(byte[] head) {
    var text = new String(head, StandardCharsets.ISO_8859_1).replace("\0", "");
    return text.contains("<!DOCTYPE") || text.contains("<!ENTITY");
  }

  private static RefusedFile harmful(String detail) {
    return new RefusedFile(Reading.Reason.HARMFUL, detail);
  }
}
