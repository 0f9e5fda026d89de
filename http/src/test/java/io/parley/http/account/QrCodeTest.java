package io.parley.http.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
  private static final int PIXELS = 4;
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");
  private static final String KEY =
      "otpauth://totp/Parley:ada%40shop.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
          + "&issuer=Parley&algorithm=SHA1&digits=6&period=30";

  @Test
  void an_app_reads_the_text_from_the_drawn_picture() throws Exception {
    var drawn = new BinaryBitmap(new HybridBinarizer(drawn(QrCode.of(KEY))));
    var read = new QRCodeReader().decode(drawn, Map.of(DecodeHintType.PURE_BARCODE, true));
    assertThat(read.getText()).isEqualTo(KEY);
  }

  @Test
  void a_text_that_does_not_fit_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QrCode.of("a".repeat(3_000)))
        .withMessage("3000 characters do not fit into a QR code");
  }

  /// As a browser draws the path, some pixels for each module.
  private static RGBLuminanceSource drawn(QrCode code) {
    int side = code.size() * PIXELS;
    var pixels = new int[side * side];
    Arrays.fill(pixels, 0xffffff);
    var runs = RUN.matcher(code.path());
    while (runs.find()) {
      int from = Integer.parseInt(runs.group(1)) * PIXELS;
      int top = Integer.parseInt(runs.group(2)) * PIXELS;
      int length = Integer.parseInt(runs.group(3)) * PIXELS;
      for (int y = top; y < top + PIXELS; y++)
        Arrays.fill(pixels, y * side + from, y * side + from + length, 0);
    }
    return new RGBLuminanceSource(side, side, pixels);
  }
}
