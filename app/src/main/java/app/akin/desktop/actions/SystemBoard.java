package app.akin.desktop.actions;

import app.akin.core.library.FullPicture;
import app.akin.desktop.search.ClipboardReader;
import app.akin.desktop.theme.Pictures;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import org.jspecify.annotations.Nullable;

/// The platform's clipboard, and what a drag carries. JavaFX thread only.
public final class SystemBoard implements PhotoActions.Board {
  /// The long side of what is seen under the pointer: no larger than lets the place be seen where
  /// it is dropped. JavaFX keeps the picture of every drag until the window closes.
  private static final double DRAGGED = 96;

  /// Fills the board of a drag that begins.
  ///
  /// @param face what is seen under the pointer; null for nothing of ours
  public static void carry(Dragboard board, Outgoing outgoing, @Nullable Image face) {
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

  /// What stands on a board for photos: their files, their paths, and their ids for Akin itself.
  static ClipboardContent content(Outgoing outgoing) {
    ClipboardContent content = new ClipboardContent();
    if (!outgoing.files().isEmpty()) {
      content.putFiles(outgoing.files().stream().map(Path::toFile).toList());
      content.putString(outgoing.paths());
    }
    content.put(ClipboardReader.photos(), outgoing.ids());
    return content;
  }

  @Override
  public void put(Outgoing outgoing) {
    Clipboard.getSystemClipboard().setContent(content(outgoing));
  }

  @Override
  public void put(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }

  @Override
  public void put(FullPicture.Seen picture, Outgoing outgoing) {
    ClipboardContent content = content(outgoing);
    content.putImage(Pictures.image(picture.raster()));
    Clipboard.getSystemClipboard().setContent(content);
  }
}
