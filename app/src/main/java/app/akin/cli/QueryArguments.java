package app.akin.cli;

import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// Collects the parts of a query while picocli parses the arguments: a weight applies to the
/// preceding part. Words without an option form one text. Not thread-safe.
final class QueryArguments {
  private static final String FROM_INPUT = "-";

  private final OptionConverters values;
  private final List<QueryPart> parts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();
  private String line = "";
  private double wordsWeight = 1;
  private @Nullable Kind last;

  private enum Kind {
    PART,
    WORDS
  }

  /// Names of standard input. As files they would be another stream, because the launcher moves
  /// standard input to another descriptor.
  private static final Set<String> INPUT_FILES =
      Set.of(FROM_INPUT, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

  /// A verb with a query.
  interface Owner {
    /// Returns the collector of query parts.
    QueryArguments parts();
  }

  /// Reads standard input.
  interface Input {
    /// Returns the bytes; no more than the given number.
    byte[] read(int limit) throws IOException;
  }

  QueryArguments(OptionConverters values) {
    this.values = values;
  }

  /// Returns the facts as given.
  List<String> facts() {
    return facts;
  }

  /// Returns the line of the search box; empty if none was given.
  String line() {
    return line;
  }

  /// Returns the parts in the order of the arguments, followed by the words without an option.
  ///
  /// @param input read for the argument `-`, once
  /// @throws TypeConversionException if two arguments need standard input
  List<QueryPart> request(Input input) throws IOException {
    List<QueryPart> all = new ArrayList<>();
    int limit = Math.toIntExact(Math.min(Integer.MAX_VALUE - 16, QueryImage.maxBytes() + 1));
    boolean used = false;
    for (QueryPart part : parts) {
      if (image(part) instanceof QueryImage.File(Path file) && (isInput(file) || isPipe(file))) {
        byte[] bytes;
        if (isInput(file)) {
          checkUnused(used);
          used = true;
          bytes = input.read(limit);
        } else {
          // A pipe can be read only once.
          try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(limit);
          }
        }
        all.add(withImage(part, new QueryImage.Bytes(file.toString(), bytes)));
      } else {
        all.add(part);
      }
    }
    if (!words.isEmpty()) {
      List<String> read = new ArrayList<>();
      for (String word : words) {
        if (word.equals(FROM_INPUT)) {
          checkUnused(used);
          used = true;
          read.add(new String(input.read(limit), StandardCharsets.UTF_8).strip());
        } else {
          read.add(word);
        }
      }
      all.add(new QueryPart.Text(String.join(" ", read), wordsWeight));
    }
    return all;
  }

  private static @Nullable QueryImage image(QueryPart part) {
    return switch (part) {
      case QueryPart.Image image -> image.image();
      case QueryPart.Feedback feedback -> feedback.image();
      case QueryPart.Text _, QueryPart.ExcludedText _ -> null;
    };
  }

  private static QueryPart withImage(QueryPart part, QueryImage read) {
    return switch (part) {
      case QueryPart.Image image -> new QueryPart.Image(read, image.crop(), image.weight());
      case QueryPart.Feedback feedback ->
          new QueryPart.Feedback(read, feedback.direction(), feedback.weight());
      case QueryPart.Text _, QueryPart.ExcludedText _ -> part;
    };
  }

  private void checkUnused(boolean used) {
    if (used) {
      throw values.inputTwice();
    }
  }

  private static boolean isPipe(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private static boolean isInput(Path file) {
    return INPUT_FILES.contains(file.toString());
  }

  private void add(QueryPart part) {
    parts.add(part);
    last = Kind.PART;
  }

  private void addWord(String word) {
    words.add(word);
    last = Kind.WORDS;
  }

  /// Returns false if no part precedes the weight.
  private boolean setWeight(double weight) {
    switch (last) {
      case null -> {
        return false;
      }
      case WORDS -> wordsWeight = weight;
      case PART -> parts.add(parts.removeLast().withWeight(weight));
    }
    return true;
  }

  /// Adds one part or weight.
  static final class PartConsumer implements IParameterConsumer {
    @Override
    // The signature is defined by picocli.
    @SuppressWarnings("JdkObsolete")
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
      QueryArguments parts = ((Owner) command.userObject()).parts();
      try {
        if (!(argument instanceof OptionSpec option)) {
          parts.addWord(arguments.pop());
          return;
        }
        String name = option.longestName();
        if (arguments.isEmpty()) {
          throw parts.values.missing(name);
        }
        String value = arguments.pop();
        switch (name) {
          case "--image" -> parts.add(new QueryPart.Image(absolute(parts, value), 1));
          case "--more" -> parts.add(feedback(parts, value, Direction.MORE));
          case "--less" -> parts.add(feedback(parts, value, Direction.LESS));
          case "--text" -> parts.add(new QueryPart.Text(value, 1));
          // These values may begin with a hyphen.
          case "--where" -> parts.facts.add(value);
          case "--ask" -> parts.line = value;
          case "--not" -> parts.add(new QueryPart.ExcludedText(value, 1));
          default -> {
            if (!parts.setWeight(parts.values.weight(value))) {
              throw parts.values.weightAlone(value);
            }
          }
        }
      } catch (TypeConversionException e) {
        throw new ParameterException(command.commandLine(), e.getMessage(), e, argument, null);
      }
    }

    private static QueryPart feedback(QueryArguments parts, String value, Direction direction) {
      return new QueryPart.Feedback(new QueryImage.File(absolute(parts, value)), direction, 1);
    }

    private static Path absolute(QueryArguments parts, String value) {
      Path file = parts.values.path(value);
      return isInput(file) ? file : file.toAbsolutePath().normalize();
    }
  }
}
