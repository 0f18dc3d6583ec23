package app.akin.desktop.actions;

import app.akin.core.export.PhotoExport;
import app.akin.core.library.FullImage;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.task.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Actions on photos outside of Akin. Files are looked up and programs started in the background;
/// the outcome is shown as a notice. Never changes a photo. JavaFX thread only.
public final class PhotoActions {
  /// Provides paths and images of photos; called in the background.
  public interface Source {
    /// Returns one file of each photo; see [app.akin.core.library.Photos#paths].
    Map<ContentId, Path> paths(Collection<ContentId> contents);

    /// Returns the image of a photo; see [app.akin.core.library.Photos#fullImage].
    FullImage picture(ContentId content, int longSide);

    /// Returns the text of photos; those without text are omitted.
    Map<ContentId, ImageText> texts(Collection<ContentId> contents);
  }

  /// Writes to the clipboard of the platform.
  public interface ClipboardWriter {
    /// Writes files, and their paths as text.
    void put(PhotoTransfer outgoing);

    /// Writes text.
    void put(String text);

    /// Writes an image and its file.
    void put(FullImage.Loaded picture, PhotoTransfer outgoing);
  }

  /// The programs that the user has chosen to open photos.
  public interface ChosenPrograms {
    /// Returns them, the last used first.
    List<Path> list();

    /// Makes a program the last used one.
    void use(Path program);

    /// Removes a program that cannot be started.
    void forget(Path program);
  }

  /// Maximum long side of a copied image; other programs fail on larger ones.
  private static final int LONGEST_COPY = 8_192;

  /// Maximum number of photos prepared for a drag.
  private static final int MOST_PREPARED = 2_000;

  private final Source source;
  private final ClipboardWriter board;
  private final ExternalPrograms programs;
  private final ChosenPrograms chosen;
  private final Tasks tasks;
  private final Notices notices;
  private @Nullable PhotoTransfer prepared;
  private List<ContentId> preparing = List.of();

  /// @param source provides the photos
  /// @param board the clipboard
  /// @param programs the other programs
  /// @param chosen the programs that the user has chosen
  /// @param tasks accesses files and starts programs in the background
  /// @param notices shows the outcome
  public PhotoActions(
      Source source,
      ClipboardWriter board,
      ExternalPrograms programs,
      ChosenPrograms chosen,
      Tasks tasks,
      Notices notices) {
    this.source = source;
    this.board = board;
    this.programs = programs;
    this.chosen = chosen;
    this.tasks = tasks;
    this.notices = notices;
  }

  /// Returns the key of the message that no file of photos is available.
  private static String awayKey(List<ContentId> contents) {
    return contents.stream().anyMatch(ContentId::isOwn) ? "actions.away" : "scope.away";
  }

  /// Copies files.
  public void copy(List<ContentId> contents) {
    withFiles(
        contents,
        outgoing -> {
          board.put(outgoing);
          notices.show("actions.copied", outgoing.files().size());
        });
  }

  /// Copies the paths of photos, one per line.
  public void copyPaths(List<ContentId> contents) {
    withFiles(
        contents,
        outgoing -> {
          board.put(outgoing.paths());
          notices.show("actions.copiedPaths", outgoing.files().size());
        });
  }

  /// Copies the text in photos, with an empty line between photos.
  public void copyText(List<ContentId> contents) {
    tasks.run(
        () -> source.texts(contents),
        texts -> {
          List<ImageText> found =
              contents.stream().map(texts::get).filter(Objects::nonNull).toList();
          if (found.isEmpty()) {
            notices.show("actions.noText");
          } else {
            board.put(found.stream().map(ImageText::text).collect(Collectors.joining("\n\n")));
            notices.show("actions.copiedText", found.size());
          }
        });
  }

  /// Copies a photo as an image.
  public void copyPicture(ContentId content) {
    tasks.run(
        () -> source.picture(content, LONGEST_COPY),
        picture -> {
          switch (picture) {
            case FullImage.Loaded seen -> {
              board.put(seen, new PhotoTransfer(List.of(content), List.of(seen.file())));
              notices.show("actions.copiedPicture");
            }
            case FullImage.Unavailable _ -> notices.show(awayKey(List.of(content)));
            case FullImage.Removed _ -> notices.show("actions.gone");
            case FullImage.Failed _ -> notices.show("actions.refused");
          }
        });
  }

  /// Shows the file of a photo in its folder.
  public void reveal(ContentId content) {
    start(content, programs::reveal, "actions.noFileManager");
  }

  /// Opens a photo in its default program.
  public void openWith(ContentId content) {
    start(content, programs::open, "actions.noProgram");
  }

  /// Returns the programs that the user has chosen, the last used first.
  List<Path> chosenPrograms() {
    return chosen.list();
  }

  /// Opens photos with a program, which is remembered. One that cannot be started is forgotten.
  public void openIn(Path program, List<ContentId> contents) {
    withFiles(
        contents,
        outgoing -> {
          List<Path> files = programs.fitting(outgoing.files());
          tasks.run(
              () -> programs.openIn(program, files),
              started -> {
                if (!started) {
                  chosen.forget(program);
                  notices.show("actions.notStarted", program.toString());
                  return;
                }
                chosen.use(program);
                if (files.size() < outgoing.files().size()) {
                  notices.show(
                      "actions.someSent",
                      files.size(),
                      outgoing.files().size(),
                      ProgramMenu.name(program));
                } else {
                  notices.show("actions.sent", files.size(), ProgramMenu.name(program));
                }
              });
        });
  }

  /// Starts a program for a file.
  private interface ProgramStart {
    boolean with(Path file) throws InterruptedException;
  }

  private void start(ContentId content, ProgramStart start, String failure) {
    withFiles(
        List.of(content),
        outgoing -> {
          Path file = outgoing.files().getFirst();
          tasks.run(
              () -> start.with(file),
              started -> {
                if (!started) {
                  notices.show(failure, file.toString());
                }
              });
        });
  }

  /// Writes the paths of photos into a text file, one per line.
  ///
  /// @param target the file to create or replace
  public void export(List<ContentId> contents, Path target) {
    withFiles(
        contents,
        outgoing ->
            tasks.run(
                () -> {
                  try {
                    PhotoExport.writePaths(outgoing.files(), target);
                    return true;
                  } catch (AkinException e) {
                    return false;
                  }
                },
                written -> {
                  if (written) {
                    notices.show("actions.exported", outgoing.files().size(), target.toString());
                  } else {
                    notices.show("actions.notExported", target.toString());
                  }
                }));
  }

  /// Looks up the files of photos before they are dragged, because a drag cannot wait.
  public void prepare(List<ContentId> contents) {
    PhotoTransfer known = prepared;
    if (preparing.equals(contents) || (known != null && known.contents().equals(contents))) {
      return;
    }
    List<ContentId> wanted =
        contents.size() > MOST_PREPARED ? contents.subList(0, MOST_PREPARED) : contents;
    preparing = contents;
    prepared = null;
    tasks.run(
        () -> outgoing(wanted),
        outgoing -> {
          if (preparing.equals(contents)) {
            preparing = List.of();
            prepared = outgoing;
          }
        });
  }

  /// Returns the content of a drag. If the files are not prepared yet, it holds only the photo ids,
  /// which only this window accepts.
  public PhotoTransfer prepared(List<ContentId> contents) {
    PhotoTransfer known = prepared;
    return known != null && !known.contents().isEmpty()
        ? known
        : new PhotoTransfer(contents, List.of());
  }

  private void withFiles(List<ContentId> contents, Consumer<PhotoTransfer> then) {
    if (contents.isEmpty()) {
      return;
    }
    tasks.run(
        () -> outgoing(contents),
        outgoing -> {
          if (outgoing.files().isEmpty()) {
            notices.show(awayKey(contents));
          } else {
            then.accept(outgoing);
          }
        });
  }

  private PhotoTransfer outgoing(List<ContentId> contents) {
    Map<ContentId, Path> paths = source.paths(contents);
    return new PhotoTransfer(
        contents,
        contents.stream().map(paths::get).filter(Objects::nonNull).filter(Files::exists).toList());
  }
}
