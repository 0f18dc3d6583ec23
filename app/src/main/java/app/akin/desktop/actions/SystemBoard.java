package app.akin.desktop.actions;

import app.akin.core.library.FullPicture;
import app.akin.desktop.look.Pictures;
import app.akin.desktop.search.Boards;
import java.nio.file.Path;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// The platform's clipboard, and what a drag carries. JavaFX thread only.
public final class SystemBoard implements PhotoActions.Board {
  /// What stands on a board for photos: their files, their paths, and their ids for Akin itself.
  public static ClipboardContent content(Outgoing outgoing) {
    ClipboardContent content = new ClipboardContent();
    content.putFiles(outgoing.files().stream().map(Path::toFile).toList());
    content.putString(outgoing.paths());
    content.put(Boards.photos(), outgoing.ids());
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
