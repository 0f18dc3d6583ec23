package app.akin.core.stack;

import app.akin.core.store.StackInput;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules about the shot of a photo: which one stands for others, and which were taken together.
final class Shot {
  /// Longest time between a photo and the one that stands for it in a burst, in milliseconds.
  static final long SPAN = 10_000;

  /// The time between photos that are not close.
  static final long FAR = Long.MAX_VALUE;

  /// The longest time if neither the clock nor the names state fractions of seconds.
  private static final long COARSE_SPAN = 3_000;

  /// Most photos between them by the numbers of their files.
  private static final int MAX_NUMBERS = 60;

  /// Number of file numbers before a camera starts again.
  private static final int NUMBERS = 10_000;

  /// Names of the Design rule for Camera File system (CIPA DC-009): four characters and a number.
  private static final Pattern CAMERA_NAME =
      Pattern.compile("[A-Za-z0-9_]{4}(\\d{4})\\.[A-Za-z0-9]+");

  /// Names that messengers give to copies.
  private static final Pattern MESSENGER_NAME =
      Pattern.compile(
          "(img-\\d{8}-wa\\d+|whatsapp image|signal-|received_|telegram|photo_\\d{4}-|mmexport"
              + "|wx_camera_|fb_img_|line_|viber).*");

  private static final Comparator<StackInput> IN_RANK =
      Comparator.comparingLong((StackInput input) -> -pixels(input))
          .thenComparingInt(input -> -input.sharpness())
          .thenComparingLong(input -> -input.bytes())
          .thenComparingLong(input -> input.key().high())
          .thenComparingLong(input -> input.key().low())
          .thenComparingLong(input -> input.photo().value());

  /// The order in which photos become the centres of stacks: those of a camera first, which are the
  /// originals of edited and sent versions, then those without the name of a messenger's copy,
  /// those with the most pixels, the sharpest, the largest file. It does not depend on when they
  /// were added.
  static final Comparator<StackInput> ORDER =
      Comparator.comparingInt(Shot::rank).thenComparing(Shot::compareInRank);

  /// The order in which photos of a stack become its cover: the highest rating first, then the most
  /// pixels, the sharpest, the original before the copy of a messenger.
  static final Comparator<StackInput> COVERS =
      Comparator.comparingInt((StackInput input) -> -input.rating())
          .thenComparingLong(input -> -pixels(input))
          .thenComparingInt(input -> -input.sharpness())
          .thenComparing(ORDER);

  private Shot() {}

  private static long pixels(StackInput input) {
    return (long) input.width() * input.height();
  }

  /// Returns the first part of [#ORDER].
  static int rank(StackInput input) {
    return (input.camera() == 0 ? 2 : 0) + (isMessengerCopy(input) ? 1 : 0);
  }

  /// Compares photos of one rank by the other parts of [#ORDER].
  static int compareInRank(StackInput one, StackInput other) {
    return IN_RANK.compare(one, other);
  }

  private static boolean isMessengerCopy(StackInput input) {
    return MESSENGER_NAME.matcher(input.name().toLowerCase(Locale.ROOT)).lookingAt();
  }

  /// Returns whether the same camera took two photos within seconds.
  static boolean areClose(StackInput one, StackInput other) {
    return span(one, other) != FAR;
  }

  /// Returns the time in milliseconds between two shots of one camera; [#FAR] if they are not
  /// close.
  static long span(StackInput one, StackInput other) {
    Long date = one.date();
    Long otherDate = other.date();
    if (one.camera() == 0 || one.camera() != other.camera() || date == null || otherDate == null) {
      return FAR;
    }
    long span = Math.abs(date - otherDate);
    if (span > SPAN) {
      return FAR;
    }
    OptionalInt number = number(one.name());
    OptionalInt otherNumber = number(other.name());
    if (number.isPresent() && otherNumber.isPresent()) {
      // Another body of the same model has other numbers.
      int distance = Math.floorMod(number.getAsInt() - otherNumber.getAsInt(), NUMBERS);
      return Math.min(distance, NUMBERS - distance) <= MAX_NUMBERS ? span : FAR;
    }
    return span <= COARSE_SPAN || (date % 1000 != 0 && otherDate % 1000 != 0) ? span : FAR;
  }

  /// Returns whether two close photos are two shots and not two versions of one.
  static boolean areShots(StackInput one, StackInput other) {
    return one.width() == other.width()
        && one.height() == other.height()
        && !(String.valueOf(one.date()).equals(String.valueOf(other.date()))
            && number(one.name()).equals(number(other.name())));
  }

  private static OptionalInt number(String name) {
    Matcher matcher = CAMERA_NAME.matcher(name);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}
