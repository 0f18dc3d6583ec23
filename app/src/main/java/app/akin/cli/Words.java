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

/// What people type behind an option, made into values. A word that makes none is a
/// [TypeConversionException] that holds the sentence for people.
///
/// @param messages the sentences
record Words(Messages messages) {
  /// The most hits to show.
  ///
  /// @param count positive
  record Limit(int count) {}

  /// The size of a file.
  ///
  /// @param bytes at least 0
  record Size(long bytes) {}

  /// A number of pixels.
  ///
  /// @param count at least 0
  record Pixels(int count) {}

  /// A wanted precision.
  ///
  /// @param precision null for the best that is good enough
  record WantedPrecision(@Nullable Precision precision) {}

  /// Teaches a command line these words.
  void teach(CommandLine commandLine) {
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
    return constant(Device::valueOf, word).orElseThrow(() -> wrong("device", word));
  }

  WantedPrecision precision(String word) {
    return word.equalsIgnoreCase("auto")
        ? new WantedPrecision(null)
        : new WantedPrecision(
            constant(Precision::ofWord, word).orElseThrow(() -> wrong("precision", word)));
  }

  LocalDate date(String word) {
    try {
      return LocalDate.parse(word);
    } catch (DateTimeParseException e) {
      throw wrong("date", word);
    }
  }

  Limit limit(String word) {
    return new Limit(
        whole(word).stream()
            .filter(count -> count > 0)
            .findFirst()
            .orElseThrow(() -> wrong("limit", word)));
  }

  Pixels pixels(String word) {
    return new Pixels(
        whole(word).stream()
            .filter(count -> count >= 0)
            .findFirst()
            .orElseThrow(() -> wrong("pixels", word)));
  }

  /// A size in bytes, or in thousands or millions of them, such as 50k and 2m.
  Size size(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int unit = lower.endsWith("k") ? 1_000 : lower.endsWith("m") ? 1_000_000 : 1;
    String digits = unit == 1 ? lower : lower.substring(0, lower.length() - 1);
    return whole(digits).stream()
        .filter(count -> count >= 0)
        .mapToObj(count -> new Size((long) count * unit))
        .findFirst()
        .orElseThrow(() -> wrong("size", word));
  }

  /// How much a part of a query counts: positive and finite.
  double weight(String word) {
    return number(word).stream()
        .filter(weight -> weight > 0 && Double.isFinite(weight))
        .findFirst()
        .orElseThrow(() -> wrong("weight", word));
  }

  Path path(String word) {
    try {
      if (!word.isEmpty()) {
        return Path.of(word);
      }
    } catch (InvalidPathException e) {
      throw wrong("path", word);
    }
    throw wrong("path", word);
  }

  /// An option stands last and has no value.
  TypeConversionException missing(String option) {
    return wrong("missing", option);
  }

  /// There is nothing before a weight that it could belong to.
  TypeConversionException weightAlone(String word) {
    return wrong("weight.alone", word);
  }

  private TypeConversionException wrong(String what, String word) {
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
