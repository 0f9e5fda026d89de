package io.parley.http.account;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;

/// A text as a QR code (ISO/IEC 18004), which a page draws as a path of SVG.
///
/// @param size modules in a row, with the four empty ones at each side that readers need
/// @param path data of the dark modules, each of the size 1
record QrCode(int size, String path) {
  private static final int MARGIN = 4;

  /// @throws IllegalArgumentException if the text is longer than the largest code
  static QrCode of(String text) {
    try {
      var hints = Map.of(EncodeHintType.MARGIN, MARGIN, EncodeHintType.CHARACTER_SET, "UTF-8");
      // the smallest size in which each module is one pixel
      return of(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints));
    } catch (WriterException e) {
      throw new IllegalArgumentException(
          "%d characters do not fit into a QR code".formatted(text.length()), e);
    }
  }

  private static QrCode of(BitMatrix modules) {
    var path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++)
      for (int x = 0; x < modules.getWidth(); x++) {
        int from = x;
        while (x < modules.getWidth() && modules.get(x, y)) x++;
        if (x > from) path.append("M%d %dh%dv1h-%dz".formatted(from, y, x - from, x - from));
      }
    return new QrCode(modules.getWidth(), path.toString());
  }
}
