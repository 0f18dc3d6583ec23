package app.akin.desktop;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javax.imageio.ImageIO;

/// Controls a real display with `xdotool` and `xclip`.
final class Display {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration WHILE = Duration.ofSeconds(15);
  private static final int STEPS = 12;

  private Display() {}

  /// Waits for a condition.
  ///
  /// @param what description of the condition
  static void until(String what, BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain: " + what);
      }
      Thread.sleep(50);
    }
  }

  /// Waits for a window and focuses it.
  static void focus(String title) throws IOException, InterruptedException {
    until("a window called " + title, () -> !windows(title).isEmpty());
    // A newly mapped window does not accept the focus yet.
    until(
        "the keyboard in " + title,
        () -> windows(title).stream().anyMatch(id -> succeeds("xdotool", "windowfocus", id)));
    Thread.sleep(300);
  }

  static List<String> windows(String title) {
    try {
      return output("xdotool", "search", "--onlyvisible", "--name", title)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void key(String keys) throws IOException, InterruptedException {
    output("xdotool", "key", "--clearmodifiers", keys);
  }

  static void type(String text) throws IOException, InterruptedException {
    output("xdotool", "type", "--delay", "15", "--", text);
  }

  /// Drags between two points of the screen and drops once the drag is visible, which can take long
  /// on a busy machine.
  ///
  /// @param seen returns whether the drag is visible in the window
  /// @return whether it became visible; if not, the caller may try again
  static boolean drag(double fromX, double fromY, double toX, double toY, BooleanSupplier seen)
      throws IOException, InterruptedException {
    move(fromX - 2, fromY - 2);
    Thread.sleep(100);
    move(fromX, fromY);
    output("xdotool", "mousedown", "1");
    Thread.sleep(400);
    for (int step = 1; step <= STEPS; step++) {
      double part = (double) step / STEPS;
      move(fromX + part * (toX - fromX), fromY + part * (toY - fromY));
      Thread.sleep(60);
    }
    boolean begun = moves(toX, toY, seen);
    Thread.sleep(300);
    output("xdotool", "mouseup", "1");
    return begun;
  }

  /// Moves around a point until the drag is visible.
  private static boolean moves(double x, double y, BooleanSupplier seen)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + WHILE.toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      move(x + i % 3, y);
      Thread.sleep(100);
      if (seen.getAsBoolean()) {
        move(x, y);
        return true;
      }
    }
    return false;
  }

  static void click(double x, double y) throws IOException, InterruptedException {
    move(x, y);
    output("xdotool", "click", "1");
  }

  static void press(double x, double y) throws IOException, InterruptedException {
    move(x, y);
    output("xdotool", "mousedown", "1");
    Thread.sleep(100);
  }

  static void release() throws IOException, InterruptedException {
    Thread.sleep(100);
    output("xdotool", "mouseup", "1");
  }

  /// Writes an image as a PNG file.
  static void write(Image image, Path file) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    BufferedImage buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    buffered.setRGB(0, 0, width, height, pixels, 0, width);
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(buffered, "png", file.toFile());
  }

  static void move(double x, double y) throws IOException, InterruptedException {
    output("xdotool", "mousemove", String.valueOf(Math.round(x)), String.valueOf(Math.round(y)));
  }

  /// Copies the bytes of a file to the clipboard from another process.
  static void copy(Path file, String type) throws IOException, InterruptedException {
    output("xclip", "-selection", "clipboard", "-t", type, "-i", file.toString());
  }

  /// Returns the content of the clipboard as read by another process.
  static String pasted(String type) throws IOException, InterruptedException {
    return output("xclip", "-selection", "clipboard", "-t", type, "-o");
  }

  /// Starts another program of the test class path.
  static Process program(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dprism.order=sw",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    if (command[0].equals("xclip") && !Arrays.asList(command).contains("-o")) {
      // It keeps running to serve the clipboard, with its output open.
      process.waitFor();
      return "";
    }
    byte[] bytes = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
