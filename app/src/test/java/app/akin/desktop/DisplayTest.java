package app.akin.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.kit.ImageKit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.paint.ImagePattern;
import javafx.scene.shape.Rectangle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests what the headless platform cannot do: drops from another program, pasted images, system
/// choosers. Requires a display, `xdotool` and `xclip`; `.ci/window` provides them and sets
/// `-Dakin.display=true`.
final class DisplayTest {
  private static final int PHOTOS = 24;
  private static final int TRIES = 4;
  private static final String CHIP = ".akin-picture-chip";

  @TempDir static Path base;
  private static Path photo;
  private static WindowFixture fixture;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    assumeTrue(Boolean.getBoolean("akin.display"), "needs a display: see .ci/window");
    Path folder = Files.createDirectory(base.resolve("photos"));
    for (int i = 0; i < PHOTOS; i++) {
      Files.write(folder.resolve("p" + i + ".jpg"), ImageKit.photo(i, 320, 240));
    }
    photo = Files.write(base.resolve("asked for.png"), ImageKit.png(ImageKit.picture(3, 64, 48)));
    WindowFixture.index(base, folder);
    fixture = new WindowFixture(base, 900, 700);
    FxThread.run(
        () -> {
          fixture.stage().setX(0);
          fixture.stage().setY(0);
        });
    Display.until("photos", () -> fixture.find(".akin-photo").isPresent());
  }

  @AfterAll
  static void close() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @BeforeEach
  void front() throws IOException, InterruptedException {
    Display.focus(WindowFixture.TITLE);
  }

  @AfterEach
  void clear() throws IOException, InterruptedException {
    Display.focus(WindowFixture.TITLE);
    Display.key("Escape");
    Display.key("Escape");
    Display.until("nothing asked", () -> fixture.find(CHIP).isEmpty());
  }

  @Test
  void aPictureIsPasted() throws IOException, InterruptedException {
    Display.copy(photo, "image/png");
    Display.key("ctrl+v");
    Display.until("its chip", () -> fixture.find(CHIP).isPresent());
  }

  @Test
  void aFileIsPasted() throws IOException, InterruptedException {
    Path list = Files.writeString(base.resolve("list"), photo.toUri().toASCIIString() + "\r\n");
    Display.copy(list, "text/uri-list");
    Display.key("ctrl+v");
    Display.until("its chip", () -> fixture.find(CHIP).isPresent());
  }

  /// The toolkit would download it by itself.
  @Test
  void aPictureThatAPageNamesIsNotFetchedUnasked() throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/picture.png";
      Path page = Files.writeString(base.resolve("page"), "<IMG SRC=\"" + address + "\">");
      Display.copy(page, "text/html");
      Display.key("ctrl+v");
      Display.until("a notice", () -> fixture.find(".akin-notice").isPresent());
      Node notice = fixture.find(".akin-notice").orElseThrow();
      assertThat(FxThread.call(notice::getAccessibleText)).contains("is turned off");
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(fixture.find(CHIP)).isEmpty();
  }

  /// A toolkit whose drag got stuck does not begin another one, so each try starts another process.
  @Test
  void aFileIsDroppedByAnotherProgram() throws IOException, InterruptedException {
    boolean dropped = false;
    for (int i = 0; i < TRIES && !dropped; i++) {
      dropped = dropFromAnotherProgram();
    }
    assertThat(dropped).as("a drag was seen over the window").isTrue();
  }

  private static boolean dropFromAnotherProgram() throws IOException, InterruptedException {
    int left = 1000;
    int top = 100;
    Process source =
        Display.program(
            DragSource.class, String.valueOf(left), String.valueOf(top), photo.toString());
    try {
      Display.until("the other program", () -> !Display.windows(DragSource.TITLE).isEmpty());
      int half = DragSource.SIDE / 2;
      boolean dragged = Display.drag(left + half, top + half, 450, 400, DisplayTest::dragged);
      if (dragged) {
        // The program answers the request for its files.
        Display.until("its chip", () -> fixture.find(CHIP).isPresent());
      }
      return dragged;
    } finally {
      source.destroy();
      source.waitFor();
    }
  }

  @Test
  void aPhotoOfTheLibraryIsDroppedOnTheSearchBar() throws IOException, InterruptedException {
    boolean dropped = false;
    for (int i = 0; i < TRIES && !dropped; i++) {
      Bounds from = photo();
      Bounds to = place(".akin-search-pill");
      dropped =
          Display.drag(
              from.getCenterX(),
              from.getCenterY(),
              to.getCenterX(),
              to.getCenterY(),
              DisplayTest::dragged);
    }
    assertThat(dropped).as("a drag was seen over the window").isTrue();
    Display.until("its chip", () -> fixture.find(CHIP).isPresent());
  }

  /// Also valid at 200 %: `-Dglass.gtk.uiScale=2`.
  @Test
  void photosAreAsSharpAsTheScreen() throws InterruptedException {
    double scale = Double.parseDouble(System.getProperty("glass.gtk.uiScale", "1"));
    assertThat(FxThread.call(() -> fixture.stage().getRenderScaleX())).isEqualTo(scale);
    Display.until(
        "photos with a pixel for each of the screen's",
        () ->
            FxThread.call(
                () ->
                    fixture.scene().getRoot().lookupAll(".akin-photo").stream()
                        .filter(Node::isVisible)
                        .allMatch(photo -> sharpness(photo) >= 0.9 * scale)));
  }

  /// Returns image pixels per layout unit; the photos have 320 pixels.
  private static double sharpness(Node photo) {
    return photo.lookupAll("Rectangle").stream()
        .map(face -> (Rectangle) face)
        .filter(face -> face.getFill() instanceof ImagePattern)
        .mapToDouble(
            face -> {
              ImagePattern pattern = (ImagePattern) face.getFill();
              double pixels = pattern.getImage().getWidth();
              return pixels >= 320 ? Double.MAX_VALUE : pixels / pattern.getWidth();
            })
        .findFirst()
        .orElse(0);
  }

  @Test
  void aPictureIsPickedInTheSystemsChooser() throws IOException, InterruptedException {
    Display.key("ctrl+o");
    choose("Choose pictures", photo);
    Display.until("its chip", () -> fixture.find(CHIP).isPresent());
  }

  @Test
  void aFolderIsAddedByTheSystemsChooser() throws IOException, InterruptedException {
    Path more = Files.createDirectory(base.resolve("more photos"));
    Files.write(more.resolve("one.jpg"), ImageKit.photo(999, 320, 240));
    fixture.open(Section.FOLDERS);
    Display.until("the folders", () -> fixture.find(".akin-page .button.accent").isPresent());
    Bounds add = place(".akin-page .button.accent");
    Display.click(add.getCenterX(), add.getCenterY());
    choose("folder", more);
    Display.until(
        "the folder in the library",
        () ->
            fixture.library().folders().list().stream()
                .anyMatch(folder -> folder.path().equals(more)));
  }

  /// Types a path into the GTK chooser; a slash opens its text field.
  private static void choose(String title, Path path) throws IOException, InterruptedException {
    Display.focus(title);
    Display.type("/");
    Thread.sleep(600);
    Display.type(path.toString().substring(1));
    Thread.sleep(400);
    Display.key("Return");
    long end = System.nanoTime() + 3_000_000_000L;
    while (!Display.windows(title).isEmpty() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    if (!Display.windows(title).isEmpty()) {
      // The first Enter only opened the folder.
      Display.focus(title);
      Display.key("Return");
    }
  }

  /// Returns a fully visible photo; others are laid out beyond the edges.
  private static Bounds photo() throws InterruptedException {
    Display.until("a photo", () -> seen().isPresent());
    return seen().orElseThrow();
  }

  private static Optional<Bounds> seen() {
    return FxThread.call(
        () -> {
          Node grid = fixture.scene().getRoot().lookup(".akin-grid");
          if (grid == null) {
            return Optional.empty();
          }
          Bounds area = grid.localToScreen(grid.getLayoutBounds());
          return fixture.scene().getRoot().lookupAll(".akin-photo").stream()
              .filter(Node::isVisible)
              .map(photo -> photo.localToScreen(photo.getLayoutBounds()))
              .filter(area::contains)
              .findFirst();
        });
  }

  /// Returns whether the window shows the drop sign.
  private static boolean dragged() {
    return fixture.find(".akin-drop").isPresent();
  }

  private static Bounds place(String selector) throws InterruptedException {
    Display.until(selector, () -> fixture.find(selector).isPresent());
    Optional<Node> node = fixture.find(selector);
    assertThat(node).isPresent();
    return FxThread.call(() -> node.get().localToScreen(node.get().getLayoutBounds()));
  }
}
