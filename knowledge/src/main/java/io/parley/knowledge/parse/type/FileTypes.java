package io.parley.knowledge.parse.type;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.office.PackedFile;
import io.parley.knowledge.parse.table.CsvFormat;
import io.parley.knowledge.parse.text.PlainText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises a file by its first bytes. A file whose name or media type promises a binary format
/// that its bytes are not is refused: it is truncated, or lies.
public final class FileTypes {
  private static final int HEAD = 4_096;

  /// How a page begins, after comments and an XML declaration.
  private static final Pattern HTML =
      Pattern.compile("<(?:!doctype\\s{1,9}html|html|head|body)\\b", Pattern.CASE_INSENSITIVE);

  private static final Map<String, FileType> BINARY =
      Map.of(
          "pdf", FileType.PDF,
          "docx", FileType.DOCX,
          "docm", FileType.DOCX,
          "pptx", FileType.PPTX,
          "pptm", FileType.PPTX,
          "xlsx", FileType.XLSX,
          "xlsm", FileType.XLSX);

  private static final Map<String, FileType> TEXTS =
      Map.ofEntries(
          Map.entry("html", FileType.HTML),
          Map.entry("htm", FileType.HTML),
          Map.entry("xhtml", FileType.HTML),
          Map.entry("csv", FileType.CSV),
          Map.entry("tsv", FileType.CSV),
          Map.entry("json", FileType.EXPORT),
          Map.entry("jsonl", FileType.EXPORT),
          Map.entry("ndjson", FileType.EXPORT),
          Map.entry("md", FileType.MARKDOWN),
          Map.entry("markdown", FileType.MARKDOWN),
          Map.entry("txt", FileType.TEXT),
          Map.entry("text", FileType.TEXT));

  private static final Map<String, String> MEDIA =
      Map.ofEntries(
          Map.entry("application/pdf", "pdf"),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
          Map.entry(
              "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
          Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
          Map.entry("text/html", "html"),
          Map.entry("application/xhtml+xml", "html"),
          Map.entry("text/csv", "csv"),
          Map.entry("text/tab-separated-values", "tsv"),
          Map.entry("application/json", "json"),
          Map.entry("text/markdown", "md"),
          Map.entry("text/plain", "txt"));

  private FileTypes() {}

  /// @throws RefusedFile when no reader has this type, or the bytes are not what was promised
  public static FileType of(FileInput file, ParseLimits limits) throws RefusedFile {
    var bytes = file.bytes();
    if (bytes.length == 0)
      throw new RefusedFile(Reading.Reason.EMPTY, "the file has no bytes; expected: a text");
    var promised = promised(file);
    var binary = binary(bytes, limits);
    if (binary.isPresent()) return binary.get();
    if (promised.map(BINARY::get).isPresent())
      throw new RefusedFile(
          Reading.Reason.DAMAGED,
          "its name or media type says %s, but its bytes do not; expected: a whole file of that type"
              .formatted(BINARY.get(promised.get())));
    if (!PlainText.isText(bytes)) throw unknown();
    return text(bytes, promised, limits);
  }

  private static Optional<FileType> binary(byte[] bytes, ParseLimits limits) throws RefusedFile {
    var head = new String(bytes, 0, Math.min(bytes.length, HEAD), ISO_8859_1);
    // readers accept some bytes before it
    int pdf = head.indexOf("%PDF-");
    if (pdf >= 0 && pdf < 1024) return Optional.of(FileType.PDF);
    if (head.startsWith("PK\3\4")) return Optional.of(packed(bytes, limits));
    if (head.startsWith("PK\5\6"))
      throw new RefusedFile(Reading.Reason.EMPTY, "it is an empty archive; expected: a document");
    if (head.startsWith("\u00D0\u00CF\u0011\u00E0")) throw ole(bytes);
    return Optional.empty();
  }

  private static FileType packed(byte[] bytes, ParseLimits limits) throws RefusedFile {
    var names = PackedFile.of(bytes, limits).names();
    if (names.contains("word/document.xml")) return FileType.DOCX;
    if (names.contains("ppt/presentation.xml")) return FileType.PPTX;
    if (names.contains("xl/workbook.xml")) return FileType.XLSX;
    throw new RefusedFile(
        Reading.Reason.UNKNOWN_TYPE,
        "it is an archive, but no DOCX, PPTX or XLSX; expected: single documents. Unpack it.");
  }

  /// The container of old Office files, and of encrypted new ones. Names in it are UTF-16.
  private static RefusedFile ole(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    return text.contains(wide("EncryptedPackage"))
        ? new RefusedFile(
            Reading.Reason.ENCRYPTED,
            "it is encrypted; expected: a file that opens without a password. Save it without one.")
        : new RefusedFile(
            Reading.Reason.UNKNOWN_TYPE,
            "it is a file of an old Office program (DOC, PPT, XLS); expected: DOCX, PPTX or XLSX."
                + " Save it as one.");
  }

  private static String wide(String name) {
    return String.join("\0", name.split(""));
  }

  private static FileType text(byte[] bytes, Optional<String> promised, ParseLimits limits)
      throws RefusedFile {
    var text = PlainText.decode(Arrays.copyOf(bytes, Math.min(bytes.length, 16 * HEAD)));
    if (isPage(text)) return FileType.HTML;
    var type = promised.map(TEXTS::get);
    if (type.isPresent()) return type.get();
    var start = text.stripLeading();
    if (start.startsWith("{\\rtf") || start.startsWith("%!PS") || start.startsWith("<?xml"))
      throw unknown();
    if (start.startsWith("{") || start.startsWith("[{")) return FileType.EXPORT;
    if (CsvFormat.isTable(text, limits)) return FileType.CSV;
    return text.startsWith("---\n") || text.lines().anyMatch(line -> line.matches("#{1,6} .+"))
        ? FileType.MARKDOWN
        : FileType.TEXT;
  }

  private static boolean isPage(String text) {
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
      var close = text.startsWith("<!--", at) ? "-->" : text.startsWith("<?xml", at) ? "?>" : "";
      if (close.isEmpty()) return HTML.matcher(text).region(at, text.length()).lookingAt();
      int end = text.indexOf(close, at);
      if (end < 0) return false;
      at = end + close.length();
    }
  }

  /// The ending that name or media type say, in lower case.
  private static Optional<String> promised(FileInput file) {
    var path = file.name().split("[?#]", 2)[0];
    var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (BINARY.containsKey(ending) || TEXTS.containsKey(ending)) return Optional.of(ending);
    return file.type()
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .map(MEDIA::get);
  }

  private static RefusedFile unknown() {
    return new RefusedFile(
        Reading.Reason.UNKNOWN_TYPE,
        "its type is not read; expected: HTML, PDF, DOCX, PPTX, XLSX, CSV, Markdown, text, or an"
            + " export of Zendesk or Intercom as JSON");
  }
}
