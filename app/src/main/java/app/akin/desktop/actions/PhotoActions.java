package app.akin.desktop.actions;

import app.akin.core.library.FullPicture;
import app.akin.core.photo.ContentId;
import app.akin.desktop.notice.Notices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What can be done with photos outside of Akin. Files are looked up and programs started in the
/// background; what came of it is told as a notice. Nothing here changes a photo. JavaFX thread
/// only.
public final class PhotoActions {
  /// Where photos are and what they look like; called in the background.
  public interface Source {
    /// A file of each photo: [app.akin.core.library.Photos#paths].
    Map<ContentId, Path> paths(Collection<ContentId> contents);

    /// A photo's picture: [app.akin.core.library.Photos#picture].
    FullPicture picture(ContentId content, int longSide);
  }

  /// The clipboard, at the edge to the platform.
  public interface Board {
    /// Puts files there, and their paths for programs that take words.
    void put(Outgoing outgoing);

    /// Puts words there.
    void put(String text);

    /// Puts a picture there, with its file.
    void put(FullPicture.Seen picture, Outgoing outgoing);
  }

  /// Pictures are copied at most this long: programs that take pixels choke on more.
  private static final int LONGEST_COPY = 8_192;

  /// A drag of more photos than this is none a person meant.
  private static final int MOST_PREPARED = 2_000;

  private final Source source;
  private final Board board;
  private final Programs programs;
  private final Executor background;
  private final Executor ui;
  private final Notices notices;
  private @Nullable Outgoing prepared;
  private List<ContentId> preparing = List.of();

  /// @param source where photos are
  /// @param board the clipboard
  /// @param programs the other programs
  /// @param background where files are looked up and programs started
  /// @param ui the JavaFX thread
  /// @param notices told what came of it
  public PhotoActions(
      Source source,
      Board board,
      Programs programs,
      Executor background,
      Executor ui,
      Notices notices) {
    this.source = source;
    this.board = board;
    this.programs = programs;
    this.background = background;
    this.ui = ui;
    this.notices = notices;
  }

  /// Copies files, for a file manager or a mail.
  public void copy(List<ContentId> contents) {
    withFiles(
        contents,
        outgoing -> {
          board.put(outgoing);
          notices.tell("actions.copied", outgoing.files().size());
        });
  }

  /// Copies where photos are, a line each.
  public void copyPaths(List<ContentId> contents) {
    withFiles(
        contents,
        outgoing -> {
          board.put(outgoing.paths());
          notices.tell("actions.copiedPaths", outgoing.files().size());
        });
  }

  /// Copies a photo as a picture, for programs that take pixels.
  public void copyPicture(ContentId content) {
    inBackground(
        () -> source.picture(content, LONGEST_COPY),
        picture -> {
          switch (picture) {
            case FullPicture.Seen seen -> {
              board.put(seen, new Outgoing(List.of(content), List.of(seen.file())));
              notices.tell("actions.copiedPicture");
            }
            case FullPicture.Away _ -> notices.tell("actions.away");
            case FullPicture.Gone _ -> notices.tell("actions.gone");
            case FullPicture.Refused _ -> notices.tell("actions.refused");
          }
        });
  }

  /// Shows a photo's file in its folder.
  public void reveal(ContentId content) {
    start(content, programs::reveal, "actions.noFileManager");
  }

  /// Opens a photo with another program.
  public void openWith(ContentId content) {
    start(content, programs::open, "actions.noProgram");
  }

  /// Something that starts a program for a file.
  private interface Start {
    boolean with(Path file) throws InterruptedException;
  }

  private void start(ContentId content, Start start, String failure) {
    withFiles(
        List.of(content),
        outgoing -> {
          Path file = outgoing.files().getFirst();
          inBackground(
              () -> {
                try {
                  return start.with(file);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  return true;
                }
              },
              started -> {
                if (!started) {
                  notices.tell(failure, file.toString());
                }
              });
        });
  }

  /// Writes where photos are into a text file, a line each.
  ///
  /// @param target the file; what is there is replaced
  public void export(List<ContentId> contents, Path target) {
    withFiles(
        contents,
        outgoing ->
            inBackground(
                () -> {
                  try {
                    Files.writeString(target, outgoing.paths() + "\n", StandardCharsets.UTF_8);
                    return true;
                  } catch (IOException e) {
                    return false;
                  }
                },
                written -> {
                  if (written) {
                    notices.tell("actions.exported", outgoing.files().size(), target.toString());
                  } else {
                    notices.tell("actions.notExported", target.toString());
                  }
                }));
  }

  /// Looks up the files of photos that may be dragged in a moment: a drag cannot wait.
  public void prepare(List<ContentId> contents) {
    Outgoing known = prepared;
    if (preparing.equals(contents) || (known != null && known.contents().equals(contents))) {
      return;
    }
    List<ContentId> wanted =
        contents.size() > MOST_PREPARED ? contents.subList(0, MOST_PREPARED) : contents;
    preparing = contents;
    prepared = null;
    inBackground(
        () -> outgoing(wanted),
        outgoing -> {
          if (preparing.equals(contents)) {
            preparing = List.of();
            prepared = outgoing;
          }
        });
  }

  /// What a drag of photos carries: what was prepared, or else, for a hand that is quicker than the
  /// disk, the photos alone, which this window takes without their files.
  public Outgoing prepared(List<ContentId> contents) {
    Outgoing known = prepared;
    return known != null && !known.contents().isEmpty() ? known : new Outgoing(contents, List.of());
  }

  private void withFiles(List<ContentId> contents, Consumer<Outgoing> then) {
    if (contents.isEmpty()) {
      return;
    }
    inBackground(
        () -> outgoing(contents),
        outgoing -> {
          if (outgoing.files().isEmpty()) {
            notices.tell("actions.away");
          } else {
            then.accept(outgoing);
          }
        });
  }

  private Outgoing outgoing(List<ContentId> contents) {
    Map<ContentId, Path> paths = source.paths(contents);
    return new Outgoing(
        contents,
        contents.stream().map(paths::get).filter(Objects::nonNull).filter(Files::exists).toList());
  }

  private <T> void inBackground(java.util.function.Supplier<T> work, Consumer<T> then) {
    background.execute(
        () -> {
          try {
            T result = work.get();
            ui.execute(() -> then.accept(result));
          } catch (RuntimeException e) {
            ui.execute(() -> notices.fail(e));
          }
        });
  }
}
