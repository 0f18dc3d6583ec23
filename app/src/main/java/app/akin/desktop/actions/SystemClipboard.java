package app.akin.desktop.actions;

import app.akin.core.library.FullImage;
import app.akin.desktop.search.ClipboardReader;
import app.akin.desktop.theme.Images;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import org.jspecify.annotations.Nullable;

/// Writes the system clipboard and drag content. JavaFX thread only.
public final class SystemClipboard implements PhotoActions.ClipboardWriter {
  /// Long side of the drag image, small enough to see the drop target. JavaFX retains the image of
  /// every drag until the window closes.
  private static final double DRAGGED = 96;

  /// Fills the dragboard at the start of a drag.
  ///
  /// @param face the drag image; null for the default
  public static void carry(Dragboard board, PhotoTransfer outgoing, @Nullable Image face) {
    board.setContent(content(outgoing));
    if (face != null) {
      ImageView view = new ImageView(face);
      view.setPreserveRatio(true);
      view.setFitWidth(DRAGGED);
      view.setFitHeight(DRAGGED);
      Image small = view.snapshot(null, null);
      board.setDragView(small, small.getWidth() / 2, small.getHeight() / 2);
    }
  }

  /// Returns the clipboard content for photos: files, paths, and ids for Akin.
  static ClipboardContent content(PhotoTransfer outgoing) {
    ClipboardContent content = new ClipboardContent();
    if (!outgoing.files().isEmpty()) {
      content.putFiles(outgoing.files().stream().map(Path::toFile).toList());
      content.putString(outgoing.paths());
    }
    content.put(ClipboardReader.photos(), outgoing.ids());
    return content;
  }

  @Override
  public void put(PhotoTransfer outgoing) {
    Clipboard.getSystemClipboard().setContent(content(outgoing));
  }

  @Override
  public void put(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  @Override
  public void put(FullImage.Loaded picture, PhotoTransfer outgoing) {
    ClipboardContent content = content(outgoing);
    content.putImage(Images.image(picture.raster()));
    Clipboard.getSystemClipboard().setContent(content);
  }
}
