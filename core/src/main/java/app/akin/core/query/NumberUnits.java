package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.FactValue.Numbers;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with the units of their fields.
final class NumberUnits {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,6})?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,15}");
  private static final Pattern FOCAL = withUnit("mm?", true);
  private static final Pattern APERTURE =
      Pattern.compile("(?:f/?)?(\\d{1,4}(?:\\.\\d{1,3})?)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHUTTER =
      Pattern.compile(
          "(\\d{1,9}(?:\\.\\d{1,6})?)(?:/(\\d{1,6}(?:\\.\\d{1,3})?))?\\s*(?:s|sec)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SIZE = withUnit("[kmg]b", false);
  private static final Pattern PIXELS = withUnit("mp", false);

  private static final int KILO = 3;
  private static final int MEGA = 6;
  private static final int GIGA = 9;

  /// Half a megapixel: how far a number of pixels may be from a plain one.
  private static final double PIXELS_AROUND = 500_000;

  private NumberUnits() {}

  private static Pattern withUnit(String unit, boolean optional) {
    return Pattern.compile(
        "(\\d{1,15}(?:\\.\\d{1,6})?)\\s*(" + unit + ")" + (optional ? "?" : ""),
        Pattern.CASE_INSENSITIVE);
  }

  /// Returns a range of one number; of pixels, what is within half a megapixel of it.
  static Numbers single(FactField field, String scalar) {
    double number = number(field, scalar);
    return field == FactField.PIXELS
        ? new Numbers(Math.max(0, number - PIXELS_AROUND), false, number + PIXELS_AROUND, false)
        : Numbers.of(number);
  }

  /// Returns the number of a scalar in the unit of the field.
  ///
  /// @throws AkinException if it is no number, lacks its unit or is out of bounds
  static double number(FactField field, String scalar) {
    double number = unchecked(field, Digits.toAscii(scalar));
    if (Double.isNaN(number)) {
      throw new AkinException(invalid(field));
    }
    if (number < field.min() || number > field.max()) {
      throw new AkinException(
          new Problem.FactBounds(
              field.label(), scalar(field, field.min()), scalar(field, field.max())));
    }
    return number;
  }

  private static double unchecked(FactField field, String scalar) {
    return switch (field) {
      case FOCAL -> decimal(FOCAL.matcher(scalar));
      case APERTURE -> decimal(APERTURE.matcher(scalar));
      case SHUTTER -> seconds(SHUTTER.matcher(scalar));
      case SIZE -> bytes(SIZE.matcher(scalar));
      case PIXELS -> {
        Matcher pixels = PIXELS.matcher(scalar);
        yield pixels.matches() ? scaled(pixels.group(1), MEGA) : Double.NaN;
      }
      case MONTH, ISO, RATING ->
          WHOLE.matcher(scalar).matches() ? Double.parseDouble(scalar) : Double.NaN;
      default -> NUMBER.matcher(scalar).matches() ? Double.parseDouble(scalar) : Double.NaN;
    };
  }

  private static double decimal(Matcher number) {
    return number.matches() ? Double.parseDouble(number.group(1)) : Double.NaN;
  }

  private static double seconds(Matcher number) {
    if (!number.matches()) {
      return Double.NaN;
    }
    double seconds = Double.parseDouble(number.group(1));
    double divisor = number.group(2) == null ? 1 : Double.parseDouble(number.group(2));
    return divisor == 0 ? Double.NaN : seconds / divisor;
  }

  private static double bytes(Matcher number) {
    if (!number.matches()) {
      return Double.NaN;
    }
    return scaled(
        number.group(1),
        switch (number.group(2).charAt(0)) {
          case 'k', 'K' -> KILO;
          case 'm', 'M' -> MEGA;
          default -> GIGA;
        });
  }

  private static double scaled(String number, int power) {
    return new BigDecimal(number).scaleByPowerOfTen(power).doubleValue();
  }

  private static Problem invalid(FactField field) {
    return switch (field) {
      case SIZE -> new Problem.FactSize();
      case PIXELS -> new Problem.FactUnit(field.label(), "MP", "pixels:>20mp");
      case FOCAL -> new Problem.FactUnit(field.label(), "mm", "focal:50mm");
      case SHUTTER -> new Problem.FactUnit(field.label(), "s", "shutter:1/1000s");
      case MONTH -> new Problem.FactNumber(field.label(), "month:7");
      case ISO -> new Problem.FactNumber(field.label(), "iso:>3200");
      case APERTURE -> new Problem.FactNumber(field.label(), "aperture:1.8");
      default -> new Problem.FactNumber(field.label(), field.label() + ":4");
    };
  }

  /// Returns the canonical form of a range of numbers.
  static String format(FactField field, Numbers numbers) {
    Double min = numbers.min();
    Double max = numbers.max();
    if (min == null) {
      return max == null ? "" : (numbers.below() ? "<" : "<=") + scalar(field, max);
    }
    if (max == null) {
      return (numbers.above() ? ">" : ">=") + scalar(field, min);
    }
    if (numbers.isSingle()) {
      return scalar(field, min);
    }
    if (field == FactField.PIXELS && max - min == 2 * PIXELS_AROUND && !numbers.below()) {
      return scalar(field, min + PIXELS_AROUND);
    }
    return numbers.below()
        ? "[" + scalar(field, min) + "," + scalar(field, max) + ")"
        : scalar(field, min) + ".." + scalar(field, max);
  }

  private static String scalar(FactField field, double number) {
    return switch (field) {
      case FOCAL -> plain(number) + "mm";
      case SHUTTER -> fraction(number) + "s";
      case PIXELS -> plain(BigDecimal.valueOf(number).movePointLeft(MEGA)) + "mp";
      case SIZE -> bytes(BigDecimal.valueOf(number));
      default -> plain(number);
    };
  }

  private static String fraction(double seconds) {
    long divisor = seconds > 0 && seconds < 1 ? Math.round(1 / seconds) : 1;
    return divisor > 1 && 1.0 / divisor == seconds ? "1/" + divisor : plain(seconds);
  }

  private static String bytes(BigDecimal bytes) {
    for (int power : new int[] {GIGA, MEGA}) {
      if (bytes.compareTo(BigDecimal.ONE.scaleByPowerOfTen(power)) >= 0) {
        return plain(bytes.movePointLeft(power)) + (power == GIGA ? "gb" : "mb");
      }
    }
    return plain(bytes.movePointLeft(KILO)) + "kb";
  }

  /// Returns a number in decimals, without zeros at its end.
  static String plain(double number) {
    return plain(BigDecimal.valueOf(number));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
