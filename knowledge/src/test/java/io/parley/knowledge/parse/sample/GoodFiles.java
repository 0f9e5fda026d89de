package io.parley.knowledge.parse.sample;

import static io.parley.knowledge.parse.sample.PdfFiles.text;

import java.awt.Rectangle;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;

/// Small files as a company has them.
public final class GoodFiles {
  static {
    QuietLibraries.set();
  }

  private GoodFiles() {}

  public static byte[] pdf() throws IOException {
    return PdfFiles.of(
        List.of(
            text(72, 720, 22, "Returns"),
            text(
                72,
                690,
                11,
                "You can send back what you do not like within thirty days. We pay the"),
            text(72, 676, 11, "postage, and refund the price once the parcel has ar-"),
            text(72, 662, 11, "rived in our warehouse."),
            text(72, 630, 16, "Exceptions"),
            text(72, 600, 11, "\u2022 opened software"),
            text(72, 586, 11, "\u2022 food and flowers")));
  }

  public static byte[] docx() {
    var document = new XWPFDocument();
    headingStyle(document);
    var heading = document.createParagraph();
    heading.setStyle("Heading1");
    heading.createRun().setText("Returns");
    document.createParagraph().createRun().setText("Thirty days from delivery.");
    var number = bullets(document);
    for (var item : List.of("opened software", "food")) {
      var paragraph = document.createParagraph();
      paragraph.setNumID(number);
      paragraph.createRun().setText(item);
    }
    var table = document.createTable(2, 2);
    table.getRow(0).getCell(0).setText("Country");
    table.getRow(0).getCell(1).setText("Days");
    table.getRow(1).getCell(0).setText("Spain");
    table.getRow(1).getCell(1).setText("3");
    document.getProperties().getCoreProperties().setTitle("Handbook of returns");
    return OfficeFiles.bytes(document);
  }

  private static void headingStyle(XWPFDocument document) {
    var style =
        org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle.Factory.newInstance();
    style.setStyleId("Heading1");
    style.addNewName().setVal("heading 1");
    document.createStyles().addStyle(new org.apache.poi.xwpf.usermodel.XWPFStyle(style));
  }

  private static BigInteger bullets(XWPFDocument document) {
    var definition = CTAbstractNum.Factory.newInstance();
    definition.setAbstractNumId(BigInteger.ZERO);
    var level = definition.addNewLvl();
    level.setIlvl(BigInteger.ZERO);
    level.addNewNumFmt().setVal(STNumberFormat.BULLET);
    var numbering = document.createNumbering();
    var id =
        numbering.addAbstractNum(new org.apache.poi.xwpf.usermodel.XWPFAbstractNum(definition));
    return numbering.addNum(id);
  }

  public static byte[] pptx() {
    var show = new XMLSlideShow();
    var master = show.getSlideMasters().getFirst();
    var slide = show.createSlide(master.getLayout(SlideLayout.TITLE_AND_CONTENT));
    slide.getPlaceholder(0).setText("Opening hours");
    slide.getPlaceholder(1).setText("Monday to Friday\nNine to five");
    for (var shape : show.getNotesSlide(slide).getPlaceholders())
      if (shape.getTextType() == Placeholder.BODY) shape.setText("Closed on public holidays.");
    var second = show.createSlide();
    var box = second.createTextBox();
    box.setAnchor(new Rectangle(10, 10, 300, 50));
    box.setText("Write to us at any time.");
    return OfficeFiles.bytes(show);
  }

  public static byte[] xlsx() {
    var workbook = new XSSFWorkbook();
    var sheet = workbook.createSheet("Delivery");
    String[][] cells = {
      {"Country", "Days", "Price"}, {"Spain", "3", "4.90"}, {"Chile", "12", "19"}
    };
    for (int i = 0; i < cells.length; i++) {
      var row = sheet.createRow(i);
      for (int j = 0; j < 3; j++) {
        var cell = row.createCell(j);
        if (i > 0 && j > 0) cell.setCellValue(Double.parseDouble(cells[i][j]));
        else cell.setCellValue(cells[i][j]);
      }
    }
    workbook.createSheet("Secret").createRow(0).createCell(0).setCellValue("margin 60 %");
    workbook.setSheetHidden(1, true);
    return OfficeFiles.bytes(workbook);
  }
}
