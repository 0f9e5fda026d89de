package io.parley.knowledge.parse.sample;

import static io.parley.knowledge.parse.sample.PdfFiles.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.knowledge.Reading.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A directory of broken and hostile files, made here: each must end as one of its reasons, or,
/// where a library can save it, as a text. Two runs make the same files.
public final class BrokenFiles {
  private static final int MIB = 1 << 20;
  private static final long SEED = 14;

  private final List<Broken> files = new ArrayList<>();

  /// @param reasons the expected refusals; empty: a text or any refusal
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Broken(String name, byte[] bytes, Set<Reason> reasons) {
    @Override
    public String toString() {
      return name;
    }
  }

  private BrokenFiles() {}

  public static List<Broken> all() throws Exception {
    var made = new BrokenFiles();
    made.texts();
    made.archives();
    made.office();
    made.pdfs();
    made.damaged();
    return made.files;
  }

  private void texts() throws IOException {
    add("empty.pdf", new byte[0], Reason.EMPTY);
    add("empty.txt", new byte[0], Reason.EMPTY);
    add("blank.txt", " \n\t\n".getBytes(UTF_8), Reason.EMPTY);
    add("noise.txt", noise(4_000), Reason.UNKNOWN_TYPE);
    add("lies.pdf", "just a text".getBytes(UTF_8), Reason.DAMAGED);
    add("lies.docx", "<html><body><p>a page</p></body></html>".getBytes(UTF_8), Reason.DAMAGED);
    add("program.docx", ("\u007fELF" + "\0".repeat(200)).getBytes(ISO_8859_1), Reason.DAMAGED);
    add("long.txt", "word ".repeat(100_000).getBytes(UTF_8), Reason.TOO_LARGE);
    add("rich.rtf", "{\\rtf1\\ansi hello}".getBytes(UTF_8), Reason.UNKNOWN_TYPE);
    add(
        "entities.xml",
        ("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM"
                + " \"file:///etc/passwd\">]><a>&b;</a>")
            .getBytes(UTF_8),
        Reason.UNKNOWN_TYPE);
    add("deep.html", ("<html><body>" + "<div>".repeat(100_000) + "x").getBytes(UTF_8));
    add("deep-lists.html", ("<html><body>" + "<ul><li>".repeat(20_000) + "x").getBytes(UTF_8));
    add(
        "deep-tables.html",
        ("<html><body>" + "<table><tr><td>".repeat(2_000) + "x").getBytes(UTF_8));
    add("open-tags.html", ("<html><body>" + "<a b='c' <p <<".repeat(10_000)).getBytes(UTF_8));
    add("wide.html", "<html><body><table><tr><td colspan=99999999>x<td>y".getBytes(UTF_8));
    add("comment.html", ("<html><body><!--" + "-".repeat(200_000)).getBytes(UTF_8), Reason.EMPTY);
    add("cells.csv", ("a,b\n" + "x,".repeat(5_000) + "\n").getBytes(UTF_8), Reason.TOO_LARGE);
    add("quote.csv", ("a,b\n\"" + "x\n".repeat(1_000)).getBytes(UTF_8), Reason.DAMAGED);
    add("cut.csv", "question,answer\nA?,B\n".getBytes(UTF_16LE), Set.of());
    add("deep.json", ("{\"articles\":" + "[".repeat(50_000)).getBytes(UTF_8), Reason.HARMFUL);
    add(
        "number.json",
        ("{\"articles\":[{\"id\":" + "9".repeat(50_000) + "}]}").getBytes(UTF_8),
        Reason.HARMFUL);
    add("cut.json", "{\"articles\":[{\"id\":1,\"bo".getBytes(UTF_8), Reason.DAMAGED);
    add(
        "body.json",
        "{\"articles\":[{\"id\":{},\"title\":[],\"body\":7,\"draft\":\"x\"}]}".getBytes(UTF_8));
    add("front.md", ("---\n" + "a:\n- b\n".repeat(1_000) + "---\n").getBytes(UTF_8));
  }

  private void archives() throws Exception {
    var docx = GoodFiles.docx();
    var zeros = new byte[30 * MIB];
    add("bomb.docx", OfficeFiles.with(docx, "word/media/zeros.bin", zeros), Reason.HARMFUL);
    add(
        "bomb.xlsx",
        OfficeFiles.with(GoodFiles.xlsx(), "xl/sharedStrings.xml", zeros),
        Reason.HARMFUL);
    add("bomb-inside.pptx", OfficeFiles.with(GoodFiles.pptx(), "ppt/embeddings/a.zip", bomb()));
    add(
        "archive.zip",
        OfficeFiles.pack(new TreeMap<>(java.util.Map.of("a.txt", zeros))),
        Reason.HARMFUL);
    var many = OfficeFiles.parts(docx);
    for (int i = 0; i < 1_000; i++) many.put("word/a" + i + ".xml", new byte[0]);
    add("entries.docx", OfficeFiles.pack(many), Reason.HARMFUL);
    add("cut.docx", Arrays.copyOf(docx, docx.length / 2), Reason.DAMAGED, Reason.UNKNOWN_TYPE);
    add("cut-1.docx", Arrays.copyOf(docx, docx.length - 1));
    add("head.docx", Arrays.copyOf(docx, 40), Reason.DAMAGED);
    add(
        "plain.zip",
        OfficeFiles.pack(new TreeMap<>(java.util.Map.of("a.txt", noise(10)))),
        Reason.UNKNOWN_TYPE);
    add(
        "none.zip",
        new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        Reason.EMPTY);
    add("path.docx", OfficeFiles.with(docx, "../../etc/cron.d/x", "x"));
    add("names.docx", sameNames(docx), Reason.HARMFUL);
    add("size.docx", lyingSize(), Reason.DAMAGED, Reason.UNKNOWN_TYPE);
    add(
        "bom.zip",
        OfficeFiles.pack(new TreeMap<>(java.util.Map.of("\uD83D\uDE00/\u0000", noise(9)))),
        Reason.UNKNOWN_TYPE);
  }

  private void office() throws Exception {
    var docx = GoodFiles.docx();
    var body =
        "<w:document"
            + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>%s</w:body></w:document>";
    var entity = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    add(
        "xxe.docx",
        OfficeFiles.with(
            docx,
            "word/document.xml",
            entity + body.formatted("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")),
        Reason.HARMFUL);
    add(
        "xxe-16.docx",
        OfficeFiles.with(
            docx, "word/document.xml", ("\uFEFF" + entity + body.formatted("")).getBytes(UTF_16LE)),
        Reason.HARMFUL);
    add(
        "laughs.xlsx",
        OfficeFiles.with(GoodFiles.xlsx(), "xl/workbook.xml", laughs()),
        Reason.HARMFUL);
    add(
        "xxe.pptx",
        OfficeFiles.with(GoodFiles.pptx(), "[Content_Types].xml", entity + "<Types/>"),
        Reason.HARMFUL);
    add(
        "deep.docx",
        OfficeFiles.with(
            docx,
            "word/document.xml",
            body.formatted(
                "<w:tbl><w:tr><w:tc>".repeat(2_000) + "</w:tc></w:tr></w:tbl>".repeat(2_000))),
        Reason.HARMFUL);
    add(
        "open.docx",
        OfficeFiles.with(docx, "word/document.xml", "<w:document><w:body>"),
        Reason.DAMAGED);
    add("none.docx", OfficeFiles.with(docx, "word/document.xml", ""), Reason.DAMAGED);
    add(
        "blank.docx",
        OfficeFiles.with(docx, "word/document.xml", body.formatted("")),
        Reason.EMPTY);
    add("style.docx", OfficeFiles.with(docx, "word/styles.xml", loop()));
    add("target.docx", OfficeFiles.with(docx, "word/_rels/document.xml.rels", outside()));
    add(
        "types.docx",
        OfficeFiles.with(
            docx,
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"));
    add("encrypted.docx", OfficeFiles.encrypted(docx), Reason.ENCRYPTED);
    add(
        "old.doc",
        ("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1" + "\0".repeat(600))
            .getBytes(ISO_8859_1),
        Reason.UNKNOWN_TYPE);
    var rows =
        new StringBuilder(
            "<worksheet"
                + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for (int i = 1; i <= 3_000; i++)
      rows.append(
          "<row r=\"%d\"><c r=\"A%1$d\"><v>1</v></c><c r=\"B%1$d\"><v>2</v></c></row>"
              .formatted(i));
    add(
        "rows.xlsx",
        OfficeFiles.with(
            GoodFiles.xlsx(), "xl/worksheets/sheet1.xml", rows + "</sheetData></worksheet>"),
        Reason.TOO_LARGE);
    add(
        "column.xlsx",
        OfficeFiles.with(
            GoodFiles.xlsx(),
            "xl/worksheets/sheet1.xml",
            "<worksheet"
                + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row"
                + " r=\"1\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>"),
        Reason.TOO_LARGE);
    add(
        "string.xlsx",
        OfficeFiles.with(
            GoodFiles.xlsx(),
            "xl/worksheets/sheet1.xml",
            "<worksheet"
                + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row"
                + " r=\"x\"><c r=\"A1\""
                + " t=\"s\"><v>99999999</v></c></row></sheetData></worksheet>"));
  }

  private void pdfs() throws Exception {
    var pdf = GoodFiles.pdf();
    add("encrypted.pdf", PdfFiles.encrypted("user", true), Reason.ENCRYPTED);
    add("scanned.pdf", PdfFiles.scanned(3), Reason.SCANNED);
    add("cut.pdf", Arrays.copyOf(pdf, pdf.length / 2));
    add("head.pdf", "%PDF-1.7\n".getBytes(ISO_8859_1), Reason.DAMAGED);
    add("noise.pdf", ("%PDF-1.7\n" + new String(noise(20_000), ISO_8859_1)).getBytes(ISO_8859_1));
    add(
        "loop.pdf",
        pdfOf(
            "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
            "2 0 obj <</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>> endobj"));
    add(
        "count.pdf",
        pdfOf(
            "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
            "2 0 obj <</Type/Pages/Count 2000000000/Kids[]>> endobj"));
    add(
        "deep.pdf",
        pdfOf(
            "1 0 obj <</Type/Catalog/Pages 2 0 R/A "
                + "[".repeat(20_000)
                + "]".repeat(20_000)
                + ">> endobj",
            "2 0 obj <</Type/Pages/Count 0/Kids[]>> endobj"));
    add(
        "length.pdf",
        new String(pdf, ISO_8859_1)
            .replaceAll("/Length \\d+", "/Length 2147483647")
            .getBytes(ISO_8859_1));
    add(
        "font.pdf",
        new String(pdf, ISO_8859_1)
            .replace("/Helvetica", "/\u0001\u00ff%#zz")
            .getBytes(ISO_8859_1));
    add("hostile-font.pdf", font());
    var texts = new ArrayList<PdfFiles.Text>();
    for (int i = 0; i < 400; i++) texts.add(text(i % 50, i, (i % 40) + 1, "words " + i));
    add("sizes.pdf", PdfFiles.of(texts));
  }

  /// Good files with bytes changed at random places, always the same.
  private void damaged() throws Exception {
    var random = new Random(SEED);
    var good =
        List.of(
            new Broken("a.pdf", GoodFiles.pdf(), Set.of()),
            new Broken("a.docx", GoodFiles.docx(), Set.of()),
            new Broken("a.pptx", GoodFiles.pptx(), Set.of()),
            new Broken("a.xlsx", GoodFiles.xlsx(), Set.of()));
    for (var file : good)
      for (int i = 0; i < 6; i++) {
        var bytes = file.bytes().clone();
        for (int j = 0; j <= i * 4; j++)
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        add("damaged-" + i + "-" + file.name(), bytes);
      }
  }

  private static byte[] bomb() throws IOException {
    return OfficeFiles.pack(new TreeMap<>(java.util.Map.of("zeros", new byte[4 * MIB])));
  }

  private static byte[] sameNames(byte[] docx) throws IOException {
    var parts = OfficeFiles.parts(docx);
    parts.put("word/documenT.xml", parts.get("word/document.xml"));
    var packed = new String(OfficeFiles.pack(parts), ISO_8859_1);
    return packed.replace("word/documenT.xml", "word/document.xml").getBytes(ISO_8859_1);
  }

  /// An entry that is stored, and longer than its header says.
  private static byte[] lyingSize() throws IOException {
    var content = "x".repeat(1_000).getBytes(UTF_8);
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      var entry = new ZipEntry("word/document.xml");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      var crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    var bytes = out.toByteArray();
    bytes[22] = 10;
    bytes[23] = 0;
    return bytes;
  }

  private static String laughs() {
    var xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++)
      xml.append("<!ENTITY a")
          .append(i)
          .append(" \"")
          .append(("&a" + (i - 1) + ";").repeat(10))
          .append("\">");
    return xml.append("]><workbook>&a29;</workbook>").toString();
  }

  /// A style that is its own parent.
  private static String loop() {
    return "<w:styles"
        + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style"
        + " w:styleId=\"Heading1\"><w:name w:val=\"x\"/><w:basedOn"
        + " w:val=\"Heading1\"/></w:style></w:styles>";
  }

  private static String outside() {
    return "<Relationships"
               + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
               + " Id=\"rId1\" TargetMode=\"External\" Target=\"http://169.254.169.254/latest/\""
               + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\"/></Relationships>";
  }

  private static byte[] pdfOf(String... objects) {
    var file = new StringBuilder("%PDF-1.4\n");
    for (var object : objects) file.append(object).append('\n');
    return file.append("trailer <</Root 1 0 R/Size 3>>\n%%EOF\n").toString().getBytes(ISO_8859_1);
  }

  /// A page with a font program that is no font.
  private static byte[] font() {
    var program = "\0\1\0\0\0\u00ff" + "\u00ff".repeat(500);
    var content = "BT /F1 12 Tf 72 700 Td (Words in a hostile font, and more of them.) Tj ET";
    return pdfOf(
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        "2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj",
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0"
            + " R/Resources<</Font<</F1 5 0 R>>>>>> endobj",
        "4 0 obj <</Length " + content.length() + ">>\nstream\n" + content + "\nendstream endobj",
        "5 0 obj <</Type/Font/Subtype/TrueType/BaseFont/Evil/FirstChar 0/LastChar"
            + " 1000000000/Widths[1]/FontDescriptor 6 0 R>> endobj",
        "6 0 obj <</Type/FontDescriptor/FontName/Evil/Flags 4/FontFile2 7 0 R>> endobj",
        "7 0 obj <</Length "
            + program.length()
            + "/Length1 "
            + program.length()
            + ">>\nstream\n"
            + program
            + "\nendstream endobj");
  }

  private static byte[] noise(int length) {
    var bytes = new byte[length];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  private void add(String name, byte[] bytes, Reason... reasons) {
    add(name, bytes, Set.of(reasons));
  }

  private void add(String name, byte[] bytes, Set<Reason> reasons) {
    files.add(new Broken(name, bytes, reasons));
  }
}
