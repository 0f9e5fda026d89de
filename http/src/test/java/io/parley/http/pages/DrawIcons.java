package io.parley.http.pages;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// Draws the icons of the installed page, as favicon.svg has them: from the repository's root,
/// `java http/src/test/java/io/parley/http/pages/DrawIcons.java`.
final class DrawIcons {
  /// The side of favicon.svg's view box.
  private static final double UNITS = 32;

  private static final Color ACCENT = new Color(0x1f5c4a);

  private DrawIcons() {}

  public static void main(String... none) throws IOException {
    var icons = Path.of("http/src/main/resources/web/icons");
    Files.createDirectories(icons);
    ImageIO.write(draw(192, false), "png", icons.resolve("icon-192.png").toFile());
    ImageIO.write(draw(512, false), "png", icons.resolve("icon-512.png").toFile());
    ImageIO.write(draw(512, true), "png", icons.resolve("icon-maskable-512.png").toFile());
    ImageIO.write(draw(180, true), "png", icons.resolve("apple-touch-icon.png").toFile());
  }

  /// @param maskable whether the system crops the shape: the background then fills everything, and
  ///   the picture stays within the central circle of 40 %
  private static BufferedImage draw(int side, boolean maskable) {
    var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(side / UNITS, side / UNITS);
    g.setColor(ACCENT);
    double corner = maskable ? 0 : 16;
    g.fill(new RoundRectangle2D.Double(0, 0, UNITS, UNITS, corner, corner));
    if (maskable) g.transform(smaller(0.8));
    bubble(g);
    g.dispose();
    return image;
  }

  private static AffineTransform smaller(double scale) {
    var transform = AffineTransform.getTranslateInstance(UNITS / 2, UNITS / 2);
    transform.scale(scale, scale);
    transform.translate(-UNITS / 2, -UNITS / 2);
    return transform;
  }

  /// A speech bubble with three dots.
  private static void bubble(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fill(new RoundRectangle2D.Double(6, 7.5, 20, 14, 6, 6));
    var tail = new Path2D.Double();
    tail.moveTo(10.5, 21);
    tail.lineTo(10.5, 26);
    tail.lineTo(16.5, 21);
    tail.closePath();
    g.fill(tail);
    g.setColor(ACCENT);
    g.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (double x = 11.5; x < 21; x += 4.5) {
      var dot = new Path2D.Double();
      dot.moveTo(x, 14.5);
      dot.lineTo(x, 14.5);
      g.draw(dot);
    }
  }
}
