package app.akin.cli;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// Converts option values. An invalid value throws a [TypeConversionException] with the message for
/// the user.
///
/// @param messages texts
record OptionConverters(Messages messages) {
  /// Maximum number of results.
  ///
  /// @param count positive
  record Limit(int count) {}

  /// Size of a file.
  ///
  /// @param bytes at least 0
  record Size(long bytes) {}

  /// Number of pixels.
  ///
  /// @param count at least 0
  record Pixels(int count) {}

  /// Requested precision.
  ///
  /// @param precision null for automatic selection
  record WantedPrecision(@Nullable Precision precision) {}

  /// Registers the converters.
  void register(CommandLine commandLine) {
    commandLine
        .registerConverter(Device.class, this::device)
        .registerConverter(WantedPrecision.class, this::precision)
        .registerConverter(LocalDate.class, this::date)
        .registerConverter(Limit.class, this::limit)
        .registerConverter(Size.class, this::size)
        .registerConverter(Pixels.class, this::pixels)
        .registerConverter(Path.class, this::path);
  }

  Device device(String word) {
    return constant(Device::valueOf, word).orElseThrow(() -> invalid("device", word));
  }

  WantedPrecision precision(String word) {
    return word.equalsIgnoreCase("auto")
        ? new WantedPrecision(null)
        : new WantedPrecision(
            constant(Precision::ofWord, word).orElseThrow(() -> invalid("precision", word)));
  }

  LocalDate date(String word) {
    try {
      return LocalDate.parse(word);
    } catch (DateTimeParseException e) {
      throw invalid("date", word);
    }
  }

  Limit limit(String word) {
    return new Limit(
        whole(word).stream()
            .filter(count -> count > 0)
            .findFirst()
            .orElseThrow(() -> invalid("limit", word)));
  }

  Pixels pixels(String word) {
    return new Pixels(
        whole(word).stream()
            .filter(count -> count >= 0)
            .findFirst()
            .orElseThrow(() -> invalid("pixels", word)));
  }

  /// Parses a size in bytes, thousands (50k) or millions (2m).
  Size size(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int unit = lower.endsWith("k") ? 1_000 : lower.endsWith("m") ? 1_000_000 : 1;
    String digits = unit == 1 ? lower : lower.substring(0, lower.length() - 1);
    return whole(digits).stream()
        .filter(count -> count >= 0)
        .mapToObj(count -> new Size((long) count * unit))
        .findFirst()
        .orElseThrow(() -> invalid("size", word));
  }

  /// Parses the weight of a query part: positive and finite.
  double weight(String word) {
    return number(word).stream()
        .filter(weight -> weight > 0 && Double.isFinite(weight))
        .findFirst()
        .orElseThrow(() -> invalid("weight", word));
  }

  Path path(String word) {
    try {
      if (!word.isEmpty()) {
        return Path.of(word);
      }
    } catch (InvalidPathException e) {
      throw invalid("path", word);
    }
    throw invalid("path", word);
  }

  /// Returns the error for an option without a value.
  TypeConversionException missing(String option) {
    return invalid("missing", option);
  }

  /// Returns the error for a weight without a preceding part.
  TypeConversionException weightAlone(String word) {
    return invalid("weight.alone", word);
  }

  /// Returns the error for standard input as the source of two parts.
  TypeConversionException inputTwice() {
    return new TypeConversionException(messages.of("usage.input"));
  }

  private TypeConversionException invalid(String what, String word) {
    return new TypeConversionException(messages.of("usage." + what, Text.visible(word)));
  }

  private static <T> Optional<T> constant(Function<String, T> constants, String word) {
    try {
      return Optional.of(constants.apply(word.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static OptionalInt whole(String word) {
    try {
      return OptionalInt.of(Integer.parseInt(word));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static OptionalDouble number(String word) {
    try {
      return OptionalDouble.of(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
