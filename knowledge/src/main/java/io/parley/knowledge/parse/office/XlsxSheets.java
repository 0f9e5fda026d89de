package io.parley.knowledge.parse.office;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.table.Grid;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.xml.sax.InputSource;

/// Reads the cells of a workbook as a stream, as they are displayed: formulas by their stored
/// results. Hidden sheets are left out.
final class XlsxSheets {
  private static final int COLUMNS_MAX = 500;

  private XlsxSheets() {}

  static XlsxFormat.Sheets of(OPCPackage file, ParseLimits limits) throws Exception {
    var reader = new XSSFReader(file);
    var strings = new ReadOnlySharedStringsTable(file);
    var hidden = hidden(reader);
    var found = new ArrayList<XlsxFormat.Sheet>();
    var warnings = new ArrayList<String>();
    int rowsLeft = limits.rows();
    var sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
    while (sheets.hasNext()) {
      try (var content = sheets.next()) {
        var name = sheets.getSheetName();
        if (hidden.contains(name)) continue;
        if (found.size() >= limits.pages())
          throw new RefusedFile(
              Reading.Reason.TOO_LARGE,
              "it has more than %,d sheets; expected: fewer. Split it.".formatted(limits.pages()));
        var cells = new Cells(rowsLeft, limits);
        var handler =
            new XSSFSheetXMLHandler(
                reader.getStylesTable(), null, strings, cells, new DataFormatter(Locale.US), false);
        var xml = XMLHelper.newXMLReader();
        xml.setContentHandler(handler);
        try {
          xml.parse(new InputSource(content));
        } catch (Overflow e) {
          throw e.refusal;
        }
        rowsLeft -= cells.rows.size();
        found.add(new XlsxFormat.Sheet(name, new Grid(cells.rows)));
      }
    }
    if (!hidden.isEmpty()) warnings.add("%d hidden sheets were left out".formatted(hidden.size()));
    return new XlsxFormat.Sheets(found, warnings);
  }

  private static Set<String> hidden(XSSFReader reader) throws Exception {
    var names = new HashSet<String>();
    try (InputStream in = reader.getWorkbookData()) {
      var xml = factory().createXMLStreamReader(in);
      while (xml.hasNext())
        if (xml.next() == javax.xml.stream.XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("sheet")) {
          var state = xml.getAttributeValue(null, "state");
          if (state != null && !state.equals("visible"))
            names.add(xml.getAttributeValue(null, "name"));
        }
    } catch (XMLStreamException e) {
      throw new RefusedFile(
          Reading.Reason.DAMAGED, "its list of sheets is damaged; expected: a whole file", e);
    }
    return names;
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /// Collects the cells of one sheet.
  private static final class Cells implements XSSFSheetXMLHandler.SheetContentsHandler {
    private final List<List<String>> rows = new ArrayList<>();
    private final int rowsMax;
    private final ParseLimits limits;
    private List<String> row = new ArrayList<>();
    private long chars;

    Cells(int rowsMax, ParseLimits limits) {
      this.rowsMax = rowsMax;
      this.limits = limits;
    }

    @Override
    public void startRow(int number) {
      row = new ArrayList<>();
    }

    @Override
    public void endRow(int number) {
      if (row.stream().allMatch(String::isBlank)) return;
      if (rows.size() >= rowsMax) throw new Overflow(Grid.tooManyRows(limits));
      rows.add(row);
    }

    @Override
    public void cell(String reference, String value, XSSFComment comment) {
      if (value == null) return;
      int column = reference == null ? row.size() : new CellReference(reference).getCol();
      if (column >= COLUMNS_MAX)
        throw new Overflow(
            new RefusedFile(
                Reading.Reason.TOO_LARGE,
                "a sheet has more than %d columns; expected: fewer".formatted(COLUMNS_MAX)));
      while (row.size() < column) row.add("");
      if (column < row.size()) row.set(column, value);
      else row.add(value);
      chars += value.length();
      if (chars > limits.textChars())
        throw new Overflow(
            new RefusedFile(
                Reading.Reason.TOO_LARGE,
                "a sheet has more than %,d characters; expected: fewer. Split it."
                    .formatted(limits.textChars())));
    }
  }

  /// Ends the library's walk through a sheet.
  private static final class Overflow extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient RefusedFile refusal;

    Overflow(RefusedFile refusal) {
      super(refusal);
      this.refusal = refusal;
    }
  }
}
