package app.akin.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/// Contact sheets as PDF (ISO 32000): A4 pages of 20 thumbnails, each with a label. Thumbnails are
/// embedded as they are stored. Photos of unplugged drives are on it, too. For one thread.
final class ContactSheet {
  private static final int COLUMNS = 4;
  private static final int ROWS = 5;
  static final int PER_PAGE = COLUMNS * ROWS;

  private static final float MARGIN = 36;
  private static final float HEADING = 28;
  private static final float GUTTER = 10;
  private static final float LABEL = 14;
  private static final float TITLE_SIZE = 11;
  private static final float LABEL_SIZE = 7;

  private final String title;
  private final SheetLabel titles = new SheetLabel(TITLE_SIZE);
  private final SheetLabel labels = new SheetLabel(LABEL_SIZE);

  /// A photo on the sheet.
  ///
  /// @param label the text below it
  /// @param thumbnail returns the thumbnail; empty if there is none
  record Entry(String label, Supplier<Optional<byte[]>> thumbnail) {}

  /// @param title the heading of each page
  ContactSheet(String title) {
    this.title = title;
  }

  /// Writes the sheet.
  ///
  /// @return whether it was written; false if it was stopped
  boolean write(List<Entry> photos, OutputStream out, ExportProgress progress) throws IOException {
    int pages = (photos.size() + PER_PAGE - 1) / PER_PAGE;
    // Thousands of pages do not fit into memory.
    try (PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache())) {
      document.getDocumentInformation().setTitle(title);
      for (int page = 0; page < pages; page++) {
        List<Entry> some =
            photos.subList(page * PER_PAGE, Math.min(photos.size(), (page + 1) * PER_PAGE));
        addPage(document, some, (page + 1) + " / " + pages);
        int done = page * PER_PAGE + some.size();
        if (!progress.done(done, photos.size()) && page + 1 < pages) {
          return false;
        }
      }
      document.save(out);
      return true;
    }
  }

  private void addPage(PDDocument document, List<Entry> photos, String number) throws IOException {
    PDRectangle size = PDRectangle.A4;
    PDPage page = new PDPage(size);
    document.addPage(page);
    float width = size.getWidth() - 2 * MARGIN;
    float cellWidth = (width - GUTTER * (COLUMNS - 1)) / COLUMNS;
    float top = size.getHeight() - MARGIN - HEADING;
    float cellHeight = (top - MARGIN - GUTTER * (ROWS - 1)) / ROWS;
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.setNonStrokingColor(0.1f);
      float baseline = size.getHeight() - MARGIN - TITLE_SIZE;
      titles.draw(content, title, MARGIN, baseline, width * 0.85f, false);
      titles.draw(content, number, MARGIN + width * 0.88f, baseline, width * 0.12f, false);
      for (int i = 0; i < photos.size(); i++) {
        float left = MARGIN + (i % COLUMNS) * (cellWidth + GUTTER);
        int row = i / COLUMNS;
        float bottom = top - cellHeight - row * (cellHeight + GUTTER);
        draw(
            document, content, photos.get(i), new PDRectangle(left, bottom, cellWidth, cellHeight));
      }
    }
  }

  private void draw(PDDocument document, PDPageContentStream content, Entry photo, PDRectangle cell)
      throws IOException {
    labels.draw(
        content,
        photo.label(),
        cell.getLowerLeftX(),
        cell.getLowerLeftY() + (LABEL - LABEL_SIZE) / 2,
        cell.getWidth(),
        true);
    Optional<byte[]> jpeg = photo.thumbnail().get();
    float space = cell.getHeight() - LABEL;
    float bottom = cell.getLowerLeftY() + LABEL;
    if (jpeg.isEmpty()) {
      content.setStrokingColor(0.7f);
      content.addRect(cell.getLowerLeftX(), bottom, cell.getWidth(), space);
      content.stroke();
      return;
    }
    PDImageXObject image = JPEGFactory.createFromByteArray(document, jpeg.get());
    float scale = Math.min(cell.getWidth() / image.getWidth(), space / image.getHeight());
    float width = image.getWidth() * scale;
    float height = image.getHeight() * scale;
    content.drawImage(
        image,
        cell.getLowerLeftX() + (cell.getWidth() - width) / 2,
        bottom + (space - height) / 2,
        width,
        height);
  }
}
