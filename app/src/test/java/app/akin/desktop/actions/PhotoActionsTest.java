package app.akin.desktop.actions;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.library.FullImage;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.TextLine;
import app.akin.desktop.TestTasks;
import app.akin.desktop.notice.Notice;
import app.akin.desktop.notice.Notices;
import app.akin.desktop.theme.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests exported lists, files and commands, without a toolkit.
final class PhotoActionsTest {
  private static final ContentId HERE = new ContentId(1);
  private static final ContentId AWAY = new ContentId(2);
  private static final ContentId GONE = new ContentId(3);

  @TempDir Path folder;
  private final List<List<String>> commands = new ArrayList<>();
  private final List<Object> put = new ArrayList<>();
  private final Notices notices = new Notices(new Language(Locale.ENGLISH));
  private final RememberedPrograms chosen = new RememberedPrograms();
  private boolean programs = true;
  private Path file = Path.of("unset");

  @BeforeEach
  void make() throws IOException {
    file = Files.writeString(folder.resolve("a, b.jpg"), "x");
  }

  private PhotoActions actions(OperatingSystem system) {
    return new PhotoActions(
        new PhotoActions.Source() {
          @Override
          public Map<ContentId, ImageText> texts(Collection<ContentId> contents) {
            TextLine.Corner corner = new TextLine.Corner(0, 0);
            TextLine line =
                new TextLine("Exit 出口", 1, 0, false, List.of(corner, corner, corner, corner));
            return contents.contains(HERE)
                ? Map.of(HERE, new ImageText(List.of(List.of(line))))
                : Map.of();
          }

          @Override
          public Map<ContentId, Path> paths(Collection<ContentId> contents) {
            Map<ContentId, Path> paths =
                new HashMap<>(Map.of(HERE, file, AWAY, folder.resolve("away.jpg")));
            paths.keySet().retainAll(contents);
            return paths;
          }

          @Override
          public FullImage picture(ContentId content, int longSide) {
            return content.equals(AWAY)
                ? new FullImage.Unavailable(folder.resolve("away.jpg"))
                : new FullImage.Removed();
          }
        },
        new PhotoActions.ClipboardWriter() {
          @Override
          public void put(PhotoTransfer outgoing) {
            put.add(outgoing);
          }

          @Override
          public void put(String text) {
            put.add(text);
          }

          @Override
          public void put(FullImage.Loaded picture, PhotoTransfer outgoing) {
            put.add(picture);
          }
        },
        new ExternalPrograms(
            system,
            command -> {
              commands.add(command);
              return programs;
            }),
        chosen,
        TestTasks.immediate(),
        notices);
  }

  private String noticeText() {
    return notices.shownProperty().get().map(Notice::text).orElse("");
  }

  @Test
  void exportListsAvailableFilesOnePerLine() throws IOException {
    Path list = folder.resolve("list.txt");
    actions(OperatingSystem.LINUX).export(List.of(AWAY, HERE, GONE), list);
    assertThat(Files.readAllLines(list)).containsExactly(file.toString());
    assertThat(noticeText()).contains("1 path").contains(list.toString());
    actions(OperatingSystem.LINUX).export(List.of(HERE), folder.resolve("no/such/list.txt"));
    assertThat(noticeText()).contains("couldn’t be saved");
  }

  @Test
  void photosOfOtherComputersAreReportedAndNotCopied() {
    actions(OperatingSystem.LINUX).copy(List.of(new ContentId(-1)));
    assertThat(put).isEmpty();
    assertThat(noticeText())
        .isEqualTo("The files are on another computer, and their folder is not available here.");
  }

  @Test
  void offlinePhotosAreReportedAndNotCopied() {
    PhotoActions actions = actions(OperatingSystem.LINUX);
    actions.copy(List.of(AWAY));
    assertThat(noticeText()).contains("Connect their drive");
    actions.copyPicture(GONE);
    assertThat(noticeText()).contains("no longer in the library");
    assertThat(put).isEmpty();
    actions.copy(List.of(HERE, AWAY));
    actions.copyPaths(List.of(HERE));
    assertThat(put)
        .containsExactly(new PhotoTransfer(List.of(HERE, AWAY), List.of(file)), file.toString());
  }

  @Test
  void textIsCopiedIfThereIsAny() {
    PhotoActions actions = actions(OperatingSystem.LINUX);
    actions.copyText(List.of(AWAY));
    assertThat(noticeText()).contains("No text");
    actions.copyText(List.of(AWAY, HERE));
    assertThat(noticeText()).isEqualTo("Text copied");
    assertThat(put).containsExactly("Exit 出口");
  }

  @Test
  void dragsContainPreparedFiles() {
    PhotoActions actions = actions(OperatingSystem.LINUX);
    assertThat(actions.prepared(List.of(HERE)))
        .as("a hand quicker than the disk")
        .isEqualTo(new PhotoTransfer(List.of(HERE), List.of()));
    actions.prepare(List.of(HERE, GONE));
    PhotoTransfer outgoing = actions.prepared(List.of(HERE, GONE));
    assertThat(outgoing.files()).containsExactly(file);
    assertThat(outgoing.ids()).isEqualTo("1 3");
  }

  @Test
  void eachPlatformUsesItsOwnCommands() {
    actions(OperatingSystem.MACOS).reveal(HERE);
    actions(OperatingSystem.WINDOWS).reveal(HERE);
    actions(OperatingSystem.WINDOWS).openWith(HERE);
    assertThat(commands)
        .containsExactly(
            List.of("open", "-R", file.toString()),
            List.of("explorer", "/select," + file),
            List.of("rundll32", "shell32.dll,OpenAs_RunDLL", file.toString()));
    commands.clear();
    programs = false;
    actions(OperatingSystem.LINUX).reveal(HERE);
    // A comma would split the name.
    assertThat(commands.getFirst().get(6)).endsWith("a%2C%20b.jpg");
    assertThat(commands.getLast()).containsExactly("xdg-open", folder.toString());
    assertThat(noticeText()).contains("No file manager").contains(file.toString());
  }

  @Test
  void photosAreSentToAChosenProgramThatIsRemembered() {
    Path gimp = Path.of("/usr/bin/gimp");
    actions(OperatingSystem.LINUX).openIn(gimp, List.of(HERE, AWAY));
    actions(OperatingSystem.LINUX).openIn(Path.of("/usr/share/darktable.desktop"), List.of(HERE));
    actions(OperatingSystem.MACOS).openIn(Path.of("/Applications/Photo.app"), List.of(HERE));
    String name = file.toString();
    assertThat(commands)
        .containsExactly(
            List.of("/usr/bin/gimp", name),
            List.of("gio", "launch", "/usr/share/darktable.desktop", name),
            List.of("open", "-a", "/Applications/Photo.app", name));
    assertThat(chosen.list()).hasSize(3).contains(gimp);
    assertThat(noticeText()).contains("1 photo opened in Photo");
    programs = false;
    actions(OperatingSystem.LINUX).openIn(gimp, List.of(HERE));
    assertThat(noticeText()).contains("/usr/bin/gimp").contains("couldn’t be started");
    assertThat(chosen.list()).doesNotContain(gimp);
  }

  @Test
  void aCommandLineTakesNoMoreFilesThanWindowsAllows() {
    List<Path> files = Collections.nCopies(1_000, Path.of("x".repeat(97)));
    ExternalPrograms windows = new ExternalPrograms(OperatingSystem.WINDOWS, _ -> true);
    assertThat(windows.fitting(files)).hasSize(300);
    assertThat(new ExternalPrograms(OperatingSystem.LINUX, _ -> true).fitting(files))
        .hasSize(1_000);
  }
}
