package app.akin.core.export;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Draws a line of text as outlines of the system's fonts: any script is readable, and no font is
/// embedded. On a system without fonts, Latin letters are drawn in the viewer's own Helvetica.
final class SheetLabel {
  private static final Logger log = LoggerFactory.getLogger(SheetLabel.class);

  private static final String ELLIPSIS = "…";

  private static final FontRenderContext EXACT =
      new FontRenderContext(new AffineTransform(), true, true);

  private final float size;

  /// Null on a system without fonts.
  private final @Nullable Font font;

  /// @param size size in points
  SheetLabel(float size) {
    this.size = size;
    this.font = font(size);
  }

  private static @Nullable Font font(float size) {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
      // Loads the fonts.
      return font.getStringBounds("a", EXACT).getWidth() > 0 ? font : null;
    } catch (RuntimeException | InternalError | LinkageError e) {
      log.warn("the system has no fonts: names in other scripts are not readable", e);
      return null;
    }
  }

  /// Draws a text, which is shortened in its middle if it is too wide.
  ///
  /// @param left left edge in points
  /// @param baseline the base line in points, from the bottom of the page
  /// @param width maximum width in points
  /// @param isCentered whether it is in the middle of the width
  void draw(
      PDPageContentStream page,
      String text,
      float left,
      float baseline,
      float width,
      boolean isCentered)
      throws IOException {
    Font drawn = font;
    if (drawn == null) {
      drawPlain(page, visible(text), left, baseline, width);
      return;
    }
    String fitting = fitting(drawn, visible(text), width);
    if (fitting.isBlank()) {
      return;
    }
    TextLayout layout = new TextLayout(fitting, drawn, EXACT);
    float x = isCentered ? left + Math.max(0, (width - layout.getAdvance()) / 2) : left;
    PathIterator path =
        layout.getOutline(null).getPathIterator(new AffineTransform(1, 0, 0, -1, x, baseline));
    if (fill(page, path)) {
      page.fill();
    }
  }

  private void drawPlain(
      PDPageContentStream page, String text, float left, float baseline, float width)
      throws IOException {
    PDType1Font plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    String latin = text.replaceAll("[^ -~]", "?");
    while (!latin.isEmpty() && plain.getStringWidth(latin) / 1000 * size > width) {
      latin = latin.substring(0, latin.length() - 1);
    }
    page.beginText();
    page.setFont(plain, size);
    page.newLineAtOffset(left, baseline);
    page.showText(latin);
    page.endText();
  }

  /// Adds the outlines; returns whether there are any.
  private static boolean fill(PDPageContentStream page, PathIterator path) throws IOException {
    float[] at = new float[6];
    float x = 0;
    float y = 0;
    boolean any = false;
    for (; !path.isDone(); path.next()) {
      switch (path.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> page.moveTo(at[0], at[1]);
        case PathIterator.SEG_LINETO -> page.lineTo(at[0], at[1]);
        case PathIterator.SEG_QUADTO ->
            // PDF has cubic curves only.
            page.curveTo(
                x + (at[0] - x) * 2 / 3,
                y + (at[1] - y) * 2 / 3,
                at[2] + (at[0] - at[2]) * 2 / 3,
                at[3] + (at[1] - at[3]) * 2 / 3,
                at[2],
                at[3]);
        case PathIterator.SEG_CUBICTO -> page.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
        default -> page.closePath();
      }
      int end =
          switch (path.currentSegment(at)) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 0;
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 4;
            default -> -1;
          };
      if (end >= 0) {
        x = at[end];
        y = at[end + 1];
        any = true;
      }
    }
    return any;
  }

  private static String fitting(Font font, String text, float width) {
    if (text.isEmpty() || advance(font, text) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int low = 0;
    int high = points.length - 1;
    while (low < high) {
      int kept = (low + high + 1) / 2;
      if (advance(font, shortened(points, kept)) <= width) {
        low = kept;
      } else {
        high = kept - 1;
      }
    }
    return shortened(points, low);
  }

  /// Returns the first and last characters of a text, more of the first.
  private static String shortened(int[] points, int kept) {
    int last = kept / 2;
    return new String(points, 0, kept - last)
        + ELLIPSIS
        + new String(points, points.length - last, last);
  }

  private static double advance(Font font, String text) {
    Rectangle2D bounds = font.getStringBounds(text, EXACT);
    return bounds.getWidth();
  }

  /// Returns a text without control characters, which have no outline.
  private static String visible(String text) {
    return text.replaceAll("\\p{Cc}+", " ").strip();
  }
}
