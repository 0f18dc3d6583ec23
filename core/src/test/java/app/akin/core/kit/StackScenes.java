package app.akin.core.kit;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Labelled images for stacks, from a seed: base images with variants of one image, bursts, and
/// hard negatives, which look alike and show different things.
public final class StackScenes {
  /// A time in milliseconds that no image has.
  public static final long NO_TIME = -1;

  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;

  /// Milliseconds between sets, so that no photo of another set is close in time.
  private static final long SET_SPAN = 3_600_000;

  /// An image.
  ///
  /// @param set number of its set
  /// @param kind what it is, such as `resized`; the first image of a set is `base`
  /// @param same whether it belongs together with the base of its set; otherwise no two images of
  ///   the set do
  /// @param image the pixels
  /// @param quality quality of the JPEG, 0 to 1
  /// @param time when it was taken, in milliseconds; [#NO_TIME] for none
  /// @param copy whether it lacks the metadata of the camera, as a copy of a messenger does
  public record Item(
      int set,
      String kind,
      boolean same,
      BufferedImage image,
      float quality,
      long time,
      boolean copy) {}

  private final RandomGenerator random;
  private final List<Item> items = new ArrayList<>();
  private int set;

  private StackScenes(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Returns the images of a number of bases, and of as many sets of each kind of hard negatives.
  public static List<Item> of(long seed, int bases) {
    StackScenes scenes = new StackScenes(seed);
    for (int i = 0; i < bases; i++) {
      scenes.addVariants(scenes.scene());
      scenes.addBurst();
      scenes.addNegatives();
    }
    return scenes.items;
  }

  /// Returns the variants of an image, the image first.
  public static List<Item> variants(BufferedImage image, int set, long seed) {
    StackScenes scenes = new StackScenes(seed);
    scenes.set = set;
    scenes.addVariants(image);
    return scenes.items;
  }

  private void add(String kind, boolean same, BufferedImage image, long time, boolean copy) {
    items.add(new Item(set, kind, same, image, 0.9f, time, copy));
  }

  private void variant(String kind, BufferedImage image) {
    add(kind, true, image, NO_TIME, true);
  }

  private long start() {
    return set * SET_SPAN;
  }

  private void addVariants(BufferedImage base) {
    add("base", true, base, start(), false);
    variant("resized", scaled(base, between(0.3, 1)));
    variant("resized", scaled(base, between(0.3, 1)));
    items.add(new Item(set, "recompressed", true, base, (float) between(0.3, 0.95), NO_TIME, true));
    items.add(
        new Item(
            set,
            "messenger",
            true,
            scaled(base, between(0.4, 0.7)),
            (float) between(0.4, 0.75),
            NO_TIME,
            true));
    variant("cropped", cropped(base, between(0.02, 0.15)));
    variant("cropped", cropped(base, between(0.02, 0.15)));
    variant("brightness", mapped(base, between(0.75, 1.25), between(-25, 25)));
    variant("contrast", mapped(base, between(1.1, 1.4), between(-40, -10)));
    variant("warm", tinted(base, between(-0.15, 0.15)));
    variant("turned", turned(base, Math.toRadians(between(-3, 3))));
    variant("text", overlaid(base));
    variant("border", bordered(base));
    variant("grey", grey(base));
    set++;
  }

  /// Adds a burst: shifts of up to 5 %, other noise, and a foreground that moves.
  private void addBurst() {
    BufferedImage scene = scene();
    Color coat = color();
    double x = between(0.2, 0.7);
    double size = between(0.08, 0.2);
    long time = start();
    int frames = random.nextInt(4, 8);
    for (int i = 0; i < frames; i++) {
      double shift = between(-0.025, 0.025);
      BufferedImage frame = moved(scene, shift, between(-0.02, 0.02), 1);
      person(frame, x + i * 0.02, size, coat, Color.PINK);
      add(i == 0 ? "base" : "burst", true, noisy(frame, 6), time, false);
      time += random.nextLong(120, 400);
    }
    set++;
  }

  private void addNegatives() {
    otherDay();
    series();
    form();
    faces();
    charts();
    night();
    walls();
    subjects();
    pan();
  }

  private void negative(String kind, BufferedImage image, long time) {
    add(kind, false, image, time, false);
  }

  /// One place on other days: other light, another point of view, other people.
  private void otherDay() {
    BufferedImage scene = scene();
    for (int day = 0; day < 4; day++) {
      BufferedImage view =
          moved(scene, between(-0.08, 0.08), between(-0.05, 0.05), between(0.9, 1.1));
      view = tinted(mapped(view, between(0.6, 1.2), between(-20, 20)), between(-0.2, 0.2));
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        person(view, between(0.1, 0.9), between(0.1, 0.3), color(), Color.PINK);
      }
      negative("other day", noisy(view, 4), start() + day * 86_400_000L * 400);
    }
    set++;
  }

  /// Products of a series, photographed one after the other: another color, label or shape.
  private void series() {
    for (int i = 0; i < 4; i++) {
      BufferedImage image = plain(new Color(235, 235, 232), new Color(200, 200, 198));
      Graphics2D graphics = graphics(image);
      graphics.setColor(color());
      graphics.fillRoundRect(300, 150, 200, 350, 60, 60);
      graphics.setColor(color());
      graphics.fillRect(330, 100, 140, 60);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(320, 260, 160, 120);
      graphics.setColor(Color.BLACK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 40));
      graphics.drawString(word(5), 330, 330);
      graphics.dispose();
      negative("series", noisy(image, 3), start() + i * 4_000L);
    }
    set++;
  }

  /// Documents of one form with other entries.
  private void form() {
    long seed = random.nextLong();
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(600, 800, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = graphics(image);
      graphics.setColor(new Color(250, 250, 248));
      graphics.fillRect(0, 0, 600, 800);
      graphics.setColor(Color.BLACK);
      RandomGenerator layout = new SplittableRandom(seed);
      graphics.setFont(new Font(Font.SERIF, Font.BOLD, 26));
      graphics.drawString(word(layout, 16), 60, 70);
      graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 14));
      for (int line = 0; line < 22; line++) {
        int y = 120 + 29 * line;
        graphics.drawString(word(layout, 8), 60, y);
        graphics.drawLine(190, y + 4, 540, y + 4);
        if (layout.nextInt(4) > 0) {
          graphics.drawString(word(random.nextInt(6, 34)), 195, y);
        }
      }
      graphics.dispose();
      negative("form", image, start() + i * 5_000L);
    }
    set++;
  }

  /// Different people before one wall, as for passports.
  private void faces() {
    Color light = color();
    Color dark = light.darker();
    for (int i = 0; i < 4; i++) {
      BufferedImage image = plain(light, dark);
      person(image, between(0.47, 0.53), between(0.5, 0.65), color(), skin());
      negative("faces", noisy(image, 4), start() + i * 6_000L);
    }
    set++;
  }

  /// Test charts: checks, bars and rings of other sizes.
  private void charts() {
    for (int i = 0; i < 4; i++) {
      BufferedImage image = plain(Color.WHITE, Color.WHITE);
      Graphics2D graphics = graphics(image);
      graphics.setColor(Color.BLACK);
      int cell = random.nextInt(18, 90);
      for (int y = 0; y * cell < HEIGHT; y++) {
        for (int x = 0; x * cell < WIDTH; x++) {
          switch (i % 3) {
            case 0 -> {
              if ((x + y) % 2 == 0) {
                graphics.fillRect(x * cell, y * cell, cell, cell);
              }
            }
            case 1 -> {
              if (x % 2 == 0) {
                graphics.fillRect(x * cell, 0, cell, HEIGHT);
              }
            }
            default -> graphics.drawOval(x * cell, y * cell, cell, cell);
          }
        }
      }
      graphics.dispose();
      negative("charts", image, start() + i * 30_000L);
    }
    set++;
  }

  /// Skies at night with other stars over one horizon.
  private void night() {
    for (int i = 0; i < 4; i++) {
      BufferedImage image = plain(new Color(4, 6, 16), new Color(18, 20, 38));
      Graphics2D graphics = graphics(image);
      for (int star = 0; star < 150; star++) {
        int brightness = random.nextInt(90, 256);
        graphics.setColor(new Color(brightness, brightness, brightness));
        double size = between(0.8, 3);
        graphics.fill(
            new Ellipse2D.Double(between(0, WIDTH), between(0, HEIGHT * 0.9), size, size));
      }
      graphics.dispose();
      negative("night", noisy(image, 5), start() + i * 60_000L);
    }
    set++;
  }

  /// Plain walls: nothing but the light and the noise of the sensor.
  private void walls() {
    Color light = new Color(200, 198, 190);
    for (int i = 0; i < 4; i++) {
      BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = graphics(image);
      graphics.setPaint(
          new RadialGradientPaint(
              (float) between(350, 450),
              (float) between(250, 350),
              600,
              new float[] {0, 1},
              new Color[] {light, light.darker()}));
      graphics.fillRect(0, 0, WIDTH, HEIGHT);
      graphics.dispose();
      negative("walls", noisy(image, 4), start() + i * 60_000L);
    }
    set++;
  }

  /// Different subjects within a second.
  private void subjects() {
    for (int i = 0; i < 4; i++) {
      negative("subjects", noisy(scene(), 4), start() + i * 300L);
    }
    set++;
  }

  /// A pan over a landscape within two seconds.
  private void pan() {
    BufferedImage wide = ImageKit.picture(random.nextLong() >>> 1, 3 * WIDTH, HEIGHT);
    for (int i = 0; i < 4; i++) {
      BufferedImage view = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = graphics(view);
      graphics.drawImage(wide, -i * (int) (0.6 * WIDTH), 0, null);
      graphics.dispose();
      negative("pan", noisy(view, 4), start() + i * 500L);
    }
    set++;
  }

  private BufferedImage scene() {
    return ImageKit.picture(random.nextLong() >>> 1, WIDTH, HEIGHT);
  }

  private double between(double low, double high) {
    return random.nextDouble(low, high);
  }

  private Color color() {
    return new Color(random.nextInt(1 << 24));
  }

  private Color skin() {
    return new Color(random.nextInt(120, 245), random.nextInt(90, 200), random.nextInt(60, 180));
  }

  private String word(int length) {
    return word(random, length);
  }

  private static String word(RandomGenerator random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append(i > 0 && random.nextInt(7) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private void person(BufferedImage image, double x, double size, Color coat, Color skin) {
    Graphics2D graphics = graphics(image);
    double height = size * image.getHeight();
    double centre = x * image.getWidth();
    double foot = image.getHeight() * 0.98;
    graphics.setColor(coat);
    graphics.fill(
        new Ellipse2D.Double(centre - height * 0.4, foot - height, height * 0.8, 2 * height));
    graphics.setColor(skin);
    double head = height * 0.5;
    graphics.fill(
        new Ellipse2D.Double(centre - head / 2, foot - height - head * 0.9, head, head * 1.2));
    graphics.setColor(coat.darker().darker());
    graphics.fill(new Ellipse2D.Double(centre - head / 2, foot - height - head, head, head * 0.5));
    graphics.dispose();
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    return graphics;
  }

  private static BufferedImage plain(Color top, Color bottom) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, top, 0, HEIGHT, bottom));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }

  private static BufferedImage drawn(
      BufferedImage image, int width, int height, AffineTransform transform) {
    BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(target);
    graphics.drawImage(image, transform, null);
    graphics.dispose();
    return target;
  }

  private static BufferedImage scaled(BufferedImage image, double scale) {
    int width = (int) Math.round(scale * image.getWidth());
    int height = (int) Math.round(scale * image.getHeight());
    // In steps of a half, so that no pixel is left out.
    BufferedImage part = image;
    while (part.getWidth() / 2 > width) {
      part =
          drawn(
              part,
              part.getWidth() / 2,
              part.getHeight() / 2,
              AffineTransform.getScaleInstance(0.5, 0.5));
    }
    return drawn(
        part,
        width,
        height,
        AffineTransform.getScaleInstance(
            (double) width / part.getWidth(), (double) height / part.getHeight()));
  }

  private BufferedImage cropped(BufferedImage image, double share) {
    int width = (int) ((1 - share) * image.getWidth());
    int height = (int) ((1 - share) * image.getHeight());
    return drawn(
        image,
        width,
        height,
        AffineTransform.getTranslateInstance(
            -random.nextInt(image.getWidth() - width + 1),
            -random.nextInt(image.getHeight() - height + 1)));
  }

  /// Returns another view: moved by shares of the sides, and zoomed; what is beyond the edge is
  /// mirrored by drawing the image larger.
  private static BufferedImage moved(BufferedImage image, double right, double down, double zoom) {
    int width = image.getWidth();
    int height = image.getHeight();
    AffineTransform transform =
        AffineTransform.getTranslateInstance((0.5 + right) * width, (0.5 + down) * height);
    transform.scale(1.2 * zoom, 1.2 * zoom);
    transform.translate(-width / 2.0, -height / 2.0);
    return drawn(image, width, height, transform);
  }

  private static BufferedImage turned(BufferedImage image, double angle) {
    int width = image.getWidth();
    int height = image.getHeight();
    AffineTransform transform = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
    double zoom = 1 + Math.abs(Math.sin(angle)) * width / height;
    transform.rotate(angle);
    transform.scale(zoom, zoom);
    transform.translate(-width / 2.0, -height / 2.0);
    return drawn(image, width, height, transform);
  }

  private static BufferedImage copy(BufferedImage image) {
    return drawn(image, image.getWidth(), image.getHeight(), new AffineTransform());
  }

  private static int clamp(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }

  private static BufferedImage mapped(BufferedImage image, double factor, double offset) {
    return mapped(image, new double[] {factor, factor, factor}, offset);
  }

  private static BufferedImage mapped(BufferedImage image, double[] factors, double offset) {
    BufferedImage target = copy(image);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        target.setRGB(
            x,
            y,
            clamp((pixel >> 16 & 255) * factors[0] + offset) << 16
                | clamp((pixel >> 8 & 255) * factors[1] + offset) << 8
                | clamp((pixel & 255) * factors[2] + offset));
      }
    }
    return target;
  }

  private static BufferedImage tinted(BufferedImage image, double warmth) {
    return mapped(image, new double[] {1 + warmth, 1, 1 - warmth}, 0);
  }

  private static BufferedImage grey(BufferedImage image) {
    BufferedImage target = copy(image);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        int luma =
            clamp(0.299 * (pixel >> 16 & 255) + 0.587 * (pixel >> 8 & 255) + 0.114 * (pixel & 255));
        target.setRGB(x, y, luma << 16 | luma << 8 | luma);
      }
    }
    return target;
  }

  private BufferedImage noisy(BufferedImage image, int strength) {
    BufferedImage target = copy(image);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        int shift = random.nextInt(-strength, strength + 1);
        target.setRGB(
            x,
            y,
            clamp((pixel >> 16 & 255) + shift) << 16
                | clamp((pixel >> 8 & 255) + shift) << 8
                | clamp((pixel & 255) + shift));
      }
    }
    return target;
  }

  private BufferedImage overlaid(BufferedImage image) {
    BufferedImage target = copy(image);
    Graphics2D graphics = graphics(target);
    graphics.setComposite(AlphaComposite.SrcOver);
    graphics.setColor(random.nextBoolean() ? Color.WHITE : Color.YELLOW);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, image.getHeight() / 20));
    graphics.drawString(word(14), image.getWidth() / 10, image.getHeight() * 9 / 10);
    graphics.dispose();
    return target;
  }

  private BufferedImage bordered(BufferedImage image) {
    int border = (int) (between(0.02, 0.06) * image.getWidth());
    BufferedImage target =
        drawn(
            image,
            image.getWidth() + 2 * border,
            image.getHeight() + 2 * border,
            AffineTransform.getTranslateInstance(border, border));
    Graphics2D graphics = graphics(target);
    graphics.setColor(random.nextBoolean() ? Color.WHITE : Color.BLACK);
    graphics.setStroke(new BasicStroke(2f * border));
    graphics.drawRect(0, 0, target.getWidth(), target.getHeight());
    graphics.dispose();
    return target;
  }
}
